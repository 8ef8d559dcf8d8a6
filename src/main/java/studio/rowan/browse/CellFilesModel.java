package studio.rowan.browse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.db.Spool;
import studio.rowan.db.Value;
import studio.rowan.kit.BlobKind;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.FileTarget;
import studio.rowan.kit.Format;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// Writes a cell to a file and stages the content of a file for it.
final class CellFilesModel {
    /// SQLite takes no longer value. Bytes.
    static final long SQLITE_LIMIT = 1_000_000_000;

    private static final int PIECE = 1 << 20;

    private final Jobs jobs;
    private final Dialogs dialogs;
    private final DbFiles files;
    private final NoticeBar notices;

    CellFilesModel(Jobs jobs, Dialogs dialogs, DbFiles files, NoticeBar notices) {
        this.jobs = jobs;
        this.dialogs = dialogs;
        this.files = files;
        this.notices = notices;
    }

    // ---- save ----

    /// @param spool the file that the content lies in; null where it is in memory
    void save(Inspected.Cell cell, CellContent content, @Nullable Spool spool) {
        String plain = cell.column().replaceAll("[^\\p{L}\\p{N}_-]+", "_");
        Path file = dialogs.files().saveFile(Text.of("inspector.save"), null, plain + "." + content.extension());
        if (file == null || (spool != null && !spool.hold())) {
            return;
        }
        CellBytes bytes = content.stored();
        jobs.run(
                jobs.<Long>task(Text.of("inspector.save"), job -> {
                    try (spool) {
                        return write(bytes, new FileTarget(file, files), job);
                    }
                }),
                length -> notices.show(Notice.success(
                        Text.of("inspector.saved", String.valueOf(file.getFileName()), Format.bytes(length)))),
                this::failed);
    }

    private static long write(CellBytes bytes, FileTarget target, Job<?> job) {
        long length = bytes.length();
        target.write(out -> {
            for (long at = 0; at < length; at += PIECE) {
                job.checkCancelled();
                out.write(bytes.read(at, PIECE));
                job.report(Math.min(length, at + PIECE), length, "bytes");
            }
        });
        return length;
    }

    private void failed(DbError error) {
        if (!(error instanceof DbError.Cancelled)) {
            notices.show(Notice.of(error));
        }
    }

    // ---- load ----

    /// A staged value lies in memory until it is committed.
    static long mostLoaded() {
        return Math.min(SQLITE_LIMIT, Runtime.getRuntime().maxMemory() / 8);
    }

    void load(Inspected.Cell cell, Inspected.Deeds deeds) {
        List<Path> chosen = dialogs.files().openFiles(Text.of("inspector.loadFile"), null);
        if (chosen.isEmpty()) {
            return;
        }
        Path file = chosen.getFirst();
        boolean text = isText(cell);
        jobs.run(
                jobs.<Value>task(
                        Text.of("inspector.loadFile"),
                        job -> value(new FileTarget(file, files).read(mostLoaded(), job), text)),
                value -> {
                    deeds.stage(value);
                    notices.show(Notice.success(Text.of(
                            "inspector.loaded",
                            String.valueOf(file.getFileName()),
                            value.type().name())));
                },
                this::refused);
    }

    private void refused(DbError error) {
        if (error instanceof DbError.TooBig) {
            notices.show(Notice.error(
                            Text.of("inspector.loadTooBig", Format.bytes(mostLoaded()), Format.bytes(SQLITE_LIMIT)))
                    .next(Text.of("inspector.loadTooBig.next")));
        } else {
            failed(error);
        }
    }

    /// Text where the column is made for it, or holds it now.
    private static boolean isText(Inspected.Cell cell) {
        String declared = cell.declaredType().toUpperCase(Locale.ROOT);
        return cell.value().type() == Value.StorageClass.TEXT
                || declared.contains("CHAR")
                || declared.contains("CLOB")
                || declared.contains("TEXT");
    }

    /// Bytes that are no text stay bytes.
    private static Value value(byte[] bytes, boolean text) {
        String words = text ? BlobKind.text(bytes) : null;
        boolean same = words != null && words.getBytes(StandardCharsets.UTF_8).length == bytes.length;
        return words != null && same ? new Value.Text(words) : new Value.Blob(bytes);
    }
}
