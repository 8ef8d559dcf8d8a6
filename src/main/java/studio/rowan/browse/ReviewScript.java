package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Plan;

/// The statements of a plan as one script, and where each stands in it. Values are written out, so that it may be long:
/// made off the window's thread.
/// @param places of the steps of the plan, in their order
record ReviewScript(Plan plan, String text, List<Place> places) {
    /// @param start the first character
    /// @param end the first one behind it
    record Place(int start, int end) {}

    static ReviewScript of(Plan plan) {
        String text = plan.script();
        List<Place> places = new ArrayList<>();
        int from = 0;
        for (Plan.Step step : plan.steps()) {
            String statement = step.sql().display();
            int at = text.indexOf(statement, from);
            places.add(new Place(at, at + statement.length()));
            from = at + statement.length();
        }
        return new ReviewScript(plan, text, List.copyOf(places));
    }

    /// `null` for a step of another plan.
    @Nullable
    Place place(Plan.Step step) {
        int index = plan.steps().indexOf(step);
        return index < 0 ? null : places.get(index);
    }

    /// The beginning, up to the end of a line.
    String beginning(int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = text.lastIndexOf('\n', most);
        return text.substring(0, end < 0 ? most : end);
    }
}
