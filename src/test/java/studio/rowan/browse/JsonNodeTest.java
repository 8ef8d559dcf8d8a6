package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.rowan.browse.JsonNode.Type;

class JsonNodeTest {
    @Test
    void childrenStandAsTheyAreWritten() {
        JsonNode root = JsonNode.of(
                " {\"n\" : 12345678901234567890.10e+5, \"n\":null,\n\"s\":\"a\\\"}[\",\"e\":{ },\"a\":[[1],{\"x\":true}] } ");
        List<JsonNode> children = root.children(10);
        assertThat(root.type()).isEqualTo(Type.OBJECT);
        assertThat(children).extracting(JsonNode::key).containsExactly("\"n\"", "\"n\"", "\"s\"", "\"e\"", "\"a\"");
        assertThat(children)
                .extracting(JsonNode::written)
                .containsExactly("12345678901234567890.10e+5", "null", "\"a\\\"}[\"", "{ }", "[[1],{\"x\":true}]");
        assertThat(children)
                .extracting(JsonNode::type)
                .containsExactly(Type.NUMBER, Type.NULL, Type.STRING, Type.OBJECT, Type.ARRAY);
        assertThat(children.get(3).isEmpty()).isTrue();
        List<JsonNode> inner = children.getLast().children(10);
        assertThat(inner).extracting(JsonNode::key).containsOnlyNulls();
        assertThat(inner.getLast().children(10).getFirst().type()).isEqualTo(Type.BOOLEAN);
        assertThat(root.count(10)).isEqualTo(5);
        assertThat(root.children(2)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\" 1}|COLON|1|6",
                "{a: 1}|KEY|1|2",
                "[1 2]|COMMA|1|4",
                "[1,]|VALUE|1|4",
                "[01]|VALUE|1|2",
                "[\"x]|STRING|1|2",
                "[] x|END|1|4",
                "[1|COMMA|1|3",
            })
    void faultsHaveAPlace(String text, Json.Wrong wrong, long line, long column) {
        Json.Fault fault = Json.fault(text);
        assertThat(fault).isNotNull();
        assertThat(fault.wrong()).isEqualTo(wrong);
        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column()).isEqualTo(column);
    }

    @Test
    void validTextsHaveNone() {
        assertThat(Json.fault("{\"a\":\n[1, {}]}")).isNull();
        Json.Fault deep = Json.fault("{\"ä😀\":\n\n  oops}");
        assertThat(deep).isEqualTo(new Json.Fault(Json.Wrong.VALUE, 11, 3, 3));
    }
}
