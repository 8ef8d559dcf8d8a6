package studio.rowan.blog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Drafts as the session keeps them: as JSON, with the posts as they were read.
record BlogState(@Nullable List<UnsavedPostsModel.Kept> drafts) {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /// Empty without drafts.
    static String write(List<UnsavedPostsModel.Kept> drafts) {
        if (drafts.isEmpty()) {
            return "";
        }
        try {
            return JSON.writeValueAsString(new BlogState(drafts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts and numbers are always JSON", e);
        }
    }

    /// What cannot be understood, such as what a later version wrote, is no draft.
    static List<UnsavedPostsModel.Kept> read(String state) {
        try {
            List<UnsavedPostsModel.Kept> drafts = state.isBlank()
                    ? null
                    : JSON.readValue(state, BlogState.class).drafts();
            return drafts == null ? List.of() : drafts;
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
