package studio.rowan.migrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Drafts of migrations as the session keeps them: as JSON, with what they began as.
record DraftState(@Nullable List<Kept> drafts) {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /// @param begun the text that it began with
    /// @param called the description that it began with
    record Kept(
            String title,
            @Nullable List<String> words,
            @Nullable String begun,
            @Nullable String called,
            @Nullable String text,
            @Nullable String description,
            boolean there) {
        static Kept of(DraftModel.Written written) {
            DraftModel.Draft draft = written.draft();
            return new Kept(
                    draft.title(),
                    draft.words(),
                    draft.text(),
                    draft.description(),
                    written.text(),
                    written.description(),
                    draft.there());
        }

        DraftModel.Written written() {
            return new DraftModel.Written(
                    new DraftModel.Draft(
                            title,
                            Objects.requireNonNullElse(words, List.of()),
                            Objects.requireNonNullElse(begun, ""),
                            Objects.requireNonNullElse(called, ""),
                            there,
                            null),
                    Objects.requireNonNullElse(text, ""),
                    Objects.requireNonNullElse(description, ""));
        }
    }

    /// Empty without drafts.
    static String write(List<DraftModel.Written> drafts) {
        if (drafts.isEmpty()) {
            return "";
        }
        try {
            return JSON.writeValueAsString(
                    new DraftState(drafts.stream().map(Kept::of).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts are always JSON", e);
        }
    }

    /// What cannot be understood, such as what a later version wrote, is no draft.
    static List<DraftModel.Written> read(String state) {
        try {
            List<Kept> drafts = state.isBlank()
                    ? null
                    : JSON.readValue(state, DraftState.class).drafts();
            return drafts == null
                    ? List.of()
                    : drafts.stream().map(Kept::written).toList();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
