package studio.rowan.blog;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import studio.rowan.db.DbError;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Makes a user who can be an author: a name and an address that nobody else has.
final class AuthorMakerView extends VBox {
    private final Workspace workspace;
    private final Jobs jobs;
    private final Consumer<Author> made;
    private final TextField name = new TextField();
    private final TextField email = new TextField();
    private final Label problem = new Label();
    private final Button create;

    AuthorMakerView(String id, String begun, Workspace workspace, Jobs jobs, Consumer<Author> made) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.made = made;
        getStyleClass().add("author-choice");
        fill(name, id + "Name", "blog.author.make.name");
        fill(email, id + "Email", "blog.author.make.email");
        (begun.contains("@") ? email : name).setText(begun.strip());
        problem.setId(id + "Problem");
        problem.getStyleClass().addAll("danger", "small");
        problem.setWrapText(true);
        tell("");
        create = Controls.button(id + "Make", Icons.PLUS, Text.of("blog.author.make.create"), this::make);
        create.getStyleClass().add("primary");
        Label note = new Label(Text.of("blog.author.make.note"));
        note.getStyleClass().addAll("muted", "small");
        note.setWrapText(true);
        getChildren().addAll(name, email, problem, note, create);
    }

    private void fill(TextField field, String id, String key) {
        field.setId(id);
        field.setPromptText(Text.of(key));
        field.setAccessibleText(Text.of(key));
        field.setOnAction(_ -> make());
    }

    void focus() {
        (name.getText().isBlank() ? name : email).requestFocus();
    }

    private void make() {
        String who = name.getText().strip();
        String where = email.getText().strip();
        if (who.isEmpty() || !where.matches("[^@\\s]+@[^@\\s]+")) {
            tell(Text.of(who.isEmpty() ? "blog.author.make.noName" : "blog.author.make.noEmail"));
            (who.isEmpty() ? name : email).requestFocus();
            return;
        }
        create.setDisable(true);
        jobs.run(
                workspace
                        .db()
                        .write(
                                Text.of("blog.author.make.create"),
                                access -> access.mapper(UserMapper.class).insert(new User.New(who, where))),
                user -> made.accept(new Author(user.id(), user.name(), user.email(), user.verified(), user.avatar())),
                error -> {
                    create.setDisable(false);
                    tell(
                            error instanceof DbError.Constraint
                                    ? Text.of("blog.author.make.taken")
                                    : Text.error(error).sentence());
                });
    }

    private void tell(String text) {
        problem.setText(text);
        problem.setVisible(!text.isEmpty());
        problem.setManaged(!text.isEmpty());
    }
}
