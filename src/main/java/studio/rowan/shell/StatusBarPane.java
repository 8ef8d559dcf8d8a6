package studio.rowan.shell;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.RunningJob;
import studio.rowan.kit.Text;

/// The foot of the window: where the panel in front stands, what runs, and what kind of file it is.
public final class StatusBarPane extends HBox {
    private final Clock clock;
    private final Jobs.Debounced forgetOutside;
    private final ObservableList<RunningJob> running;
    private Subscription following = Subscription.EMPTY;
    private Subscription jobFollowing = Subscription.EMPTY;
    private @Nullable FilePane file;

    @FXML
    private Label statusText;

    @FXML
    private Label statusOutside;

    @FXML
    private Label statusHolder;

    @FXML
    private HBox statusJob;

    @FXML
    private Label statusJobText;

    @FXML
    private ProgressBar statusJobBar;

    @FXML
    private Button statusJobCancel;

    @FXML
    private Label statusReadOnly;

    @FXML
    private Label statusForeignKeys;

    @FXML
    private Label statusEncoding;

    @FXML
    private Label statusIdle;

    StatusBarPane(Jobs jobs, Clock clock) {
        this.clock = clock;
        Fxml.load(this);
        setId("statusBar");
        forgetOutside = jobs.debounce(Duration.seconds(12), () -> statusOutside.setText(""));
        statusOutside.setGraphic(Icons.REFRESH.node("small", "accent"));
        statusHolder.setGraphic(Icons.LOCK.node("small", "warning"));
        statusReadOnly.setGraphic(Icons.LOCK.node("small", "muted"));
        statusReadOnly.setText(Text.of("shell.badge.readOnly"));
        for (Label label :
                new Label[] {statusText, statusOutside, statusHolder, statusReadOnly, statusForeignKeys, statusEncoding
                }) {
            label.visibleProperty().bind(label.textProperty().isNotEmpty());
            label.managedProperty().bind(label.visibleProperty());
        }
        statusForeignKeys
                .visibleProperty()
                .bind(statusForeignKeys.textProperty().isNotEmpty().and(wide(60)));
        statusEncoding
                .visibleProperty()
                .bind(statusEncoding.textProperty().isNotEmpty().and(wide(60)));
        for (Region fixed :
                new Region[] {statusReadOnly, statusForeignKeys, statusEncoding, statusIdle, statusJobCancel}) {
            fixed.setMinWidth(Region.USE_PREF_SIZE);
        }
        statusJob.managedProperty().bind(statusJob.visibleProperty());
        statusIdle.visibleProperty().bind(statusJob.visibleProperty().not().and(wide(36)));
        statusIdle.managedProperty().bind(statusIdle.visibleProperty());
        // Held here: the list is a view, and would be forgotten with its listener.
        running = jobs.running();
        running.subscribe(this::showRunning);
        showRunning();
        jobs.every(Duration.seconds(1), this::showHolder);
        follow(null);
    }

    /// There is room for what matters less; in units of the font size.
    private BooleanBinding wide(double ems) {
        return Bindings.createBooleanBinding(
                () -> getWidth() > ems * statusText.getFont().getSize(), widthProperty(), statusText.fontProperty());
    }

    /// Speaks for this file; null for none.
    void follow(@Nullable FilePane now) {
        following.unsubscribe();
        following = Subscription.EMPTY;
        file = now;
        statusOutside.setText("");
        statusText.setText("");
        facts(FileFacts.UNKNOWN);
        showHolder();
        if (now != null) {
            following = Subscription.combine(
                    now.statusProperty().subscribe(text -> {
                        statusText.setText(text);
                        statusText.setTooltip(text.isEmpty() ? null : new Tooltip(text));
                    }),
                    now.factsProperty().subscribe(this::facts));
        }
        statusReadOnly.setText(now == null || now.workspace().db().isWritable() ? "" : Text.of("shell.badge.readOnly"));
    }

    private void facts(FileFacts facts) {
        boolean known = facts.bytes() >= 0;
        statusEncoding.setText(known ? facts.encoding() : "");
        statusForeignKeys.setText(
                known
                        ? Text.of(facts.foreignKeys() ? "shell.status.foreignKeysOn" : "shell.status.foreignKeysOff")
                        : "");
    }

    /// Another program changed the file; what is shown was read again.
    void changedOutside() {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
        statusOutside.setText(
                Text.of("shell.status.outside", time.format(LocalTime.ofInstant(clock.now(), ZoneId.systemDefault()))));
        forgetOutside.trigger();
    }

    private void showHolder() {
        String holder = file == null ? null : file.workspace().db().holder();
        statusHolder.setText(holder == null ? "" : Text.of("shell.status.holder", holder));
    }

    private void showRunning() {
        jobFollowing.unsubscribe();
        jobFollowing = Subscription.EMPTY;
        statusJob.setVisible(!running.isEmpty());
        if (running.isEmpty()) {
            return;
        }
        RunningJob job = running.getLast();
        jobFollowing = Subscription.combine(
                job.text()
                        .subscribe(text -> statusJobText.setText(
                                running.size() > 1 ? Text.of("shell.status.more", text, running.size() - 1) : text)),
                job.fraction().subscribe(fraction -> statusJobBar.setProgress(fraction.doubleValue())));
        statusJobCancel.setOnAction(_ -> job.cancel());
    }
}
