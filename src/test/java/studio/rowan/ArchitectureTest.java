package studio.rowan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The plan of the house, rule by rule: which package sees which, and where the few dangerous things may stand.
class ArchitectureTest {
    private static final String ROOT = "studio.rowan";
    private static final List<String> GROUND = List.of("db", "schema", "kit", "grid");
    private static final List<String> MIDDLE = List.of("relate", "change", "vault", "diff", "migrate");
    private static final Set<String> ROOMS = Set.of(
            "shell",
            "browse",
            "console",
            "blog",
            "search",
            "migrations",
            "backups",
            "health",
            "pragmas",
            "design",
            "diagram",
            "transfer",
            "settings");
    private static final Set<String> SEE_ALL = Set.of("", "cli");

    /// Who reads or copies files that are no databases; bytes of databases are read by `db.DbFiles` alone (F9).
    private static final Set<String> FILE_READERS = Set.of(
            "studio.rowan.db.DbFiles",
            // for DbFiles alone
            "studio.rowan.db.DiskHome",
            // a few bytes of the header, and lets go of the file after its last connection
            "studio.rowan.db.ChangeCounter",
            // empty files of the program's own, for their locks
            "studio.rowan.db.HeldFile",
            // settings, drafts and statements run, in the app's own folder
            "studio.rowan.kit.JsonFile",
            "studio.rowan.console.History",
            // large values of drafts, in the app's own folder
            "studio.rowan.change.DraftValues",
            // large cells while they are looked at, in the app's own folder
            "studio.rowan.db.Spool",
            // the lock and the address of the running window, in the app's own folder
            "studio.rowan.shell.SingleInstance",
            // writes what the user exports, never over an open database
            "studio.rowan.kit.FileTarget",
            // SQL scripts of a migration folder
            "studio.rowan.migrate.AppliedTexts",
            "studio.rowan.migrate.FlywayConf",
            "studio.rowan.migrate.FlywayFolder",
            "studio.rowan.migrate.Scripts",
            "studio.rowan.migrate.DrizzleJournal",
            "studio.rowan.migrate.Listing",
            "studio.rowan.migrate.ScriptFile");

    private static final Set<String> READING_FILES = Set.of(
            "copy",
            "lines",
            "mismatch",
            "newBufferedReader",
            "newByteChannel",
            "newInputStream",
            "readAllBytes",
            "readAllLines",
            "readString");

    private static JavaClasses main;

    @BeforeAll
    static void readClasses() {
        main = new ClassFileImporter()
                .withImportOption(ArchitectureTest::isMain)
                .importPackages(ROOT);
        assertThat(main.size()).as("classes of the product").isGreaterThan(30);
    }

    /// By the source folder, since some tools put tests beside main.
    private static boolean isMain(Location location) {
        String file = location.asURI().getPath();
        int at = file == null ? -1 : file.indexOf("/studio/rowan/");
        return at >= 0
                && !Files.exists(
                        Path.of("src/test/java" + file.substring(at).replaceAll("(\\$[^/]*)?\\.class$", ".java")));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(main);
    }

    // ---- floors ----

    @Test
    void everyPackageHasItsPlace() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass c : main) {
            String room = room(c);
            if (!GROUND.contains(room) && !MIDDLE.contains(room) && !ROOMS.contains(room) && !SEE_ALL.contains(room)) {
                unknown.add(c.getPackageName());
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void theRootHoldsOnlyWhatPutsTheProgramTogether() {
        Set<String> names = new TreeSet<>();
        main.stream()
                .filter(c -> room(c).isEmpty())
                .forEach(c -> names.add(outermost(c).getSimpleName()));
        assertThat(names).isSubsetOf("App", "House", "Main", "package-info");
    }

    @Test
    void onTheGroundFloorEachSeesOnlyThoseBeforeIt() {
        check(floor(
                "the ground floor",
                GROUND::contains,
                (from, to) -> GROUND.contains(to) && GROUND.indexOf(to) < GROUND.indexOf(from)));
    }

    @Test
    void onTheMiddleFloorEachSeesTheGroundAndThoseBeforeIt() {
        check(floor(
                "the middle floor",
                MIDDLE::contains,
                (from, to) ->
                        GROUND.contains(to) || (MIDDLE.contains(to) && MIDDLE.indexOf(to) < MIDDLE.indexOf(from))));
    }

    @Test
    void roomsNeverSeeEachOther() {
        check(floor("a room", ROOMS::contains, (_, to) -> GROUND.contains(to) || MIDDLE.contains(to)));
    }

    private static ArchRule floor(
            String name, java.util.function.Predicate<String> mine, BiPredicate<String, String> allowed) {
        return classes()
                .that(DescribedPredicate.describe("stand on " + name, c -> mine.test(room(c))))
                .should(new ArchCondition<>("see only what stands below") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                            JavaClass target = dependency.getTargetClass().getBaseComponentType();
                            boolean inside = (target.getPackageName() + ".").startsWith(ROOT + ".");
                            if (inside && !room(target).equals(room(item)) && !allowed.test(room(item), room(target))) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        }
                    }
                });
    }

    /// The first package below the root; empty for the root itself.
    private static String room(JavaClass c) {
        String name = c.getPackageName();
        if (name.length() <= ROOT.length()) {
            return "";
        }
        String rest = name.substring(ROOT.length() + 1);
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(main);
    }

    // ---- what stands where ----

    private static final String[] WINDOW_LIBRARIES = {
        "javafx..",
        "com.sun.javafx..",
        "org.controlsfx..",
        "org.kordamp..",
        "org.fxmisc..",
        "org.reactfx..",
        "atlantafx.."
    };

    @Test
    void javafxOnlyInPanesAndTheirKin() {
        check(classes()
                .that(DescribedPredicate.describe(
                        "are no Pane, Model, Cell, View, Dialog or Skin, outside kit, shell, App and House",
                        c -> !outermost(c).getSimpleName().matches(".*(Pane|Model|Cell|View|Dialog|Skin)")
                                && !Set.of("kit", "shell").contains(room(c))
                                && !putsTogether(c)))
                .should(not(dependOnClassesThat(resideInAnyPackage(WINDOW_LIBRARIES)))));
    }

    @Test
    void noJavafxAtAllInDbSchemaAndTheMiddleFloor() {
        check(classes()
                .that(DescribedPredicate.describe(
                        "are in db, schema or on the middle floor",
                        c -> Set.of("db", "schema").contains(room(c)) || MIDDLE.contains(room(c))))
                .should(not(dependOnClassesThat(resideInAnyPackage(WINDOW_LIBRARIES)))));
    }

    @Test
    void noSwing() {
        check(classes()
                .should(not(dependOnClassesThat(resideInAnyPackage("java.awt..", "javax.swing..", "javafx.embed..")))));
    }

    @Test
    void jdbcAndMybatisOnlyInDbAndMappers() {
        check(classes()
                .that(DescribedPredicate.describe(
                        "are not in db, no Mapper, no TypeHandler, not migrate's Flyway adapter",
                        c -> !room(c).equals("db")
                                && !outermost(c).getSimpleName().matches(".*(Mapper|TypeHandler)")
                                && !isFlywayAdapter(c)))
                .should(not(dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.apache.ibatis..")))));
    }

    @Test
    void flywayOnlyInItsAdapter() {
        check(classes()
                .that(DescribedPredicate.describe("are not migrate's Flyway adapter", c -> !isFlywayAdapter(c)))
                .should(not(dependOnClassesThat(resideInAPackage("org.flywaydb..")))));
    }

    private static boolean isFlywayAdapter(JavaClass c) {
        return room(c).equals("migrate") && outermost(c).getSimpleName().startsWith("Flyway");
    }

    // ---- threads ----

    @Test
    void threadsExecutorsAndTimersOnlyInDbAndJobs() {
        check(classes()
                .that(DescribedPredicate.describe("are not in db and not kit.Jobs", c -> !mayThread(c)))
                .should(not(dependOnClassesThat(DescribedPredicate.describe(
                        "start or time work",
                        c -> assignableTo(java.util.concurrent.Executor.class)
                                .or(assignableTo(java.util.concurrent.Executors.class))
                                .or(assignableTo(java.util.concurrent.ForkJoinTask.class))
                                .or(assignableTo(java.util.Timer.class))
                                .or(assignableTo(java.util.TimerTask.class))
                                .or(assignableTo(Thread.Builder.class))
                                .or(assignableTo(java.util.concurrent.CompletionService.class))
                                .or(resideInAPackage("javafx.concurrent.."))
                                .test(c))))));
    }

    @Test
    void nothingElseStartsOrStopsAThread() {
        check(classes()
                .that(DescribedPredicate.describe("are not in db and not kit.Jobs", c -> !mayThread(c)))
                .should(not(accessTargetWhere(calls("start, stop or park a thread", ArchitectureTest::startsWork)))));
    }

    private static boolean mayThread(JavaClass c) {
        return room(c).equals("db") || outermost(c).getFullName().equals(ROOT + ".kit.Jobs");
    }

    private static boolean startsWork(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        if (owner.isAssignableTo(Thread.class)) {
            return !Set.of("currentThread", "getName", "getId", "threadId", "isVirtual")
                            .contains(name)
                    && !name.startsWith("setDefaultUncaught");
        }
        return (owner.isAssignableTo(java.util.concurrent.CompletionStage.class) && name.endsWith("Async"))
                || (owner.getFullName().equals("javafx.application.Platform") && name.equals("runLater"))
                || (owner.isAssignableTo(Collection.class) && name.equals("parallelStream"))
                || (owner.isAssignableTo(Stream.class) && name.equals("parallel"));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(
            String what, java.util.function.Predicate<JavaAccess<?>> test) {
        return DescribedPredicate.describe(what, test);
    }

    // ---- bytes of database files ----

    @Test
    void bytesOfFilesAreReadOnlyByThoseWhoMay() {
        check(classes()
                .that(DescribedPredicate.describe(
                        "are not among the readers of files",
                        c -> !FILE_READERS.contains(outermost(c).getFullName())))
                .should(not(accessTargetWhere(calls("read the bytes of a file (F9)", ArchitectureTest::readsFile)))));
    }

    private static boolean readsFile(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getName();
        return (owner.equals("java.nio.file.Files") && READING_FILES.contains(name))
                || (owner.endsWith("FileChannel") && name.equals("open"))
                || (Set.of(
                                        "java.io.FileInputStream",
                                        "java.io.FileReader",
                                        "java.io.RandomAccessFile",
                                        "java.util.Scanner")
                                .contains(owner)
                        && name.equals("<init>"));
    }

    // ---- state, output, rows ----

    @Test
    void noStaticFieldChanges() {
        List<String> changing = new ArrayList<>();
        for (JavaClass c : main) {
            for (JavaField field : c.getFields()) {
                boolean isStatic = field.getModifiers().contains(JavaModifier.STATIC);
                if (isStatic && !field.getModifiers().contains(JavaModifier.SYNTHETIC) && isMutable(field)) {
                    changing.add(field.getFullName());
                }
            }
        }
        assertThat(changing).isEmpty();
    }

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        if (!field.getModifiers().contains(JavaModifier.FINAL)
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(StringBuilder.class)) {
            return true;
        }
        return (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class))
                && !isUnmodifiable(field.reflect());
    }

    /// The collections of `List.of` and its kin, or wrapped ones.
    private static boolean isUnmodifiable(Field field) {
        try {
            field.setAccessible(true);
            Object value = field.get(null);
            return value == null
                    || value.getClass().getName().startsWith("java.util.ImmutableCollections")
                    || value.getClass().getName().startsWith(Collections.class.getName() + "$");
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void onlyCommandsPrint() {
        check(classes()
                .that(DescribedPredicate.describe(
                        "are no commands",
                        c -> !room(c).equals("cli")
                                && !outermost(c).getFullName().equals(ROOT + ".Main")))
                .should(not(accessTargetWhere(calls("print", ArchitectureTest::prints)))));
    }

    private static boolean prints(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        return (owner.equals("java.lang.System")
                        && Set.of("out", "err", "setOut", "setErr", "console").contains(access.getName()))
                || (access.getTargetOwner().isAssignableTo(Throwable.class)
                        && access.getName().equals("printStackTrace")
                        && access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget method
                        && method.getRawParameterTypes().isEmpty());
    }

    @Test
    void rowsAreNeverMaps() {
        List<String> maps = new ArrayList<>();
        for (JavaClass c : main) {
            for (JavaField field : c.getFields()) {
                if (holdsRowMap(field.getType())) {
                    maps.add(field.getFullName());
                }
            }
            for (JavaMethod method : c.getMethods()) {
                if (holdsRowMap(method.getReturnType())
                        || method.getParameterTypes().stream().anyMatch(ArchitectureTest::holdsRowMap)) {
                    maps.add(method.getFullName());
                }
            }
        }
        assertThat(maps).isEmpty();
    }

    private static boolean holdsRowMap(JavaType type) {
        if (!(type instanceof JavaParameterizedType generic)) {
            return false;
        }
        List<String> arguments =
                generic.getActualTypeArguments().stream().map(JavaType::getName).toList();
        boolean map = type.toErasure().isAssignableTo(Map.class)
                && arguments.equals(List.of(String.class.getName(), Object.class.getName()));
        return map || generic.getActualTypeArguments().stream().anyMatch(ArchitectureTest::holdsRowMap);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass c : main) {
            if (!c.getPackage().isAnnotatedWith(org.jspecify.annotations.NullMarked.class)) {
                unmarked.add(c.getPackageName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    private static JavaClass outermost(JavaClass c) {
        return c.getEnclosingClass().map(ArchitectureTest::outermost).orElse(c);
    }

    private static boolean putsTogether(JavaClass c) {
        return Set.of(ROOT + ".App", ROOT + ".House").contains(outermost(c).getFullName());
    }
}
