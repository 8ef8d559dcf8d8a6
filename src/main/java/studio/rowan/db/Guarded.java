package studio.rowan.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/// Puts the rules of an [Access] (dead after an error, failures as [DbError]) around a typed mapper.
final class Guarded {
    private Guarded() {}

    static <M> M mapper(Class<M> type, M mapper, Access access) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(mapper, args);
            }
            return access.run(null, () -> invoke(mapper, method, args));
        });
        return type.cast(proxy);
    }

    private static @Nullable Object invoke(Object mapper, java.lang.reflect.Method method, Object @Nullable [] args) {
        try {
            return method.invoke(mapper, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
