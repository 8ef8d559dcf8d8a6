package studio.rowan.shell;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One window per data folder: the first start holds a lock there and listens on the loopback interface; a later one
/// finds port and token in a file only this user can read, hands over what it was asked to open, and ends. The system
/// drops the lock of a program that crashed, so nothing stale stands in the way.
public final class SingleInstance implements AutoCloseable {
    /// What a later start was asked to do; without files it only wants the window.
    public record Message(List<String> files, boolean readOnly) {
        public Message {
            files = files == null ? List.of() : List.copyOf(files);
        }
    }

    /// The file in the data folder that names the running window.
    public static final String DOOR = "window.json";

    /// What stands in the file.
    private record Door(int port, String token) {}

    private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ANSWER_MILLIS = 3000;
    private static final int MOST_BYTES = 1 << 20;

    private final FileChannel channel;
    private final FileLock lock;
    private final ServerSocket server;
    private final Path door;
    private final String token;

    private SingleInstance(FileChannel channel, FileLock lock, ServerSocket server, Path door, String token) {
        this.channel = channel;
        this.lock = lock;
        this.server = server;
        this.door = door;
        this.token = token;
    }

    /// Becomes the one window of this folder; `null` where another program is it already.
    public static @Nullable SingleInstance claim(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("window.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            return null;
        }
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String token = HexFormat.of().formatHex(secret);
        Path door = folder.resolve(DOOR);
        write(door, new Door(server.getLocalPort(), token));
        return new SingleInstance(channel, lock, server, door, token);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static void write(Path door, Door content) throws IOException {
        Files.deleteIfExists(door);
        FileStore store = Files.getFileStore(door.toAbsolutePath().getParent());
        if (store.supportsFileAttributeView("posix")) {
            Files.createFile(door, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(door, JSON.writeValueAsBytes(content));
    }

    /// Hands the message to the running window of this folder. Blocks at most a few seconds.
    /// @return false where none is running, or it does not answer
    public static boolean hand(Path folder, Message message) {
        Path door = folder.resolve(DOOR);
        if (!Files.isRegularFile(door)) {
            return false;
        }
        try (Socket socket = new Socket()) {
            Door content = JSON.readValue(Files.readAllBytes(door), Door.class);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), content.port()), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeUTF(content.token());
            byte[] body = JSON.writeValueAsBytes(message);
            out.writeInt(body.length);
            out.write(body);
            out.flush();
            return new DataInputStream(socket.getInputStream()).readBoolean();
        } catch (IOException e) {
            LOG.debug("no window answers at {}", door, e);
            return false;
        }
    }

    /// Hears later starts until closed: runs on a thread of its own, and calls `receiver` on it.
    public void listen(Consumer<Message> receiver) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(ANSWER_MILLIS);
                answer(socket, receiver);
            } catch (SocketException e) {
                if (!server.isClosed()) {
                    LOG.warn("a second start could not be heard", e);
                }
            } catch (IOException e) {
                LOG.warn("a second start said nothing that could be understood", e);
            }
        }
    }

    private void answer(Socket socket, Consumer<Message> receiver) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] given = in.readUTF().getBytes(StandardCharsets.UTF_8);
        int length = in.readInt();
        if (!MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8))
                || length < 0
                || length > MOST_BYTES) {
            out.writeBoolean(false);
            return;
        }
        receiver.accept(JSON.readValue(in.readNBytes(length), Message.class));
        out.writeBoolean(true);
        out.flush();
    }

    /// Gives the folder free for the next start.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(door);
            server.close();
            lock.release();
            channel.close();
        } catch (IOException e) {
            LOG.warn("the single instance was not released", e);
        }
    }
}
