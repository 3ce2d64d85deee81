package io.rackledger.query.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.query.document.ProblemDocument;
import io.rackledger.query.document.QueryProblem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "state:active                          | STATE ANY_OF [active]",
                "state : deploying , clean wait        | STATE ANY_OF [deploying, clean wait]",
                "state!:active                         | STATE NONE_OF [active]",
                "name~web                              | NAME CONTAINS [web]",
                "name!~web,db                          | NAME NOT_CONTAINS [web, db]",
                "resourceClass:compute                 | RESOURCE_CLASS ANY_OF [compute]",
                "owner:\"a;b,c\"                         | OWNER ANY_OF [a;b,c]",
                "owner:\"say \\\"hi\\\"\"                  | OWNER ANY_OF [say \"hi\"]",
                "late:true                             | LATE ANY_OF [true]",
                "in_state>2h                           | IN_STATE LONGER_THAN [PT2H]",
                "silent<3d                             | SILENT SHORTER_THAN [PT72H]",
                "silent>PT1M30S                        | SILENT LONGER_THAN [PT1M30S]",
                "waiting:installed-system              | WAITING ANY_OF [installed-system]"
            })
    void reads(String text, String expected) {
        NodeFilter.Clause clause = NodeFilter.parse(text).clauses().getFirst();
        assertThat(clause.field() + " " + clause.operator() + " " + clause.values())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stat:active         | 1  | there is no field 'stat'          | use one of id, name, state",
                "state=active        | 6  | no operator that state takes      | use one of : !: ~ !~",
                "state:actve         | 7  | 'actve' is no value of state      | use one of enroll",
                "failure:OOPS        | 9  | 'OOPS' is no value of failure     | BMC_UNREACHABLE",
                "late:maybe          | 6  | 'maybe' is no value of late       | use one of true, false",
                "late~tr             | 5  | no operator that late takes       | use one of :",
                "state:active;;      | 14 | there is no field ''              | use one of id",
                "name:               | 6  | a value is missing                | write a value",
                "name:a,             | 8  | a value is missing                | write a value",
                "name:\"abc           | 6  | a quote is not closed             | close it",
                "name:a\"b\"          | 7  | '\"' does not belong here         | separate clauses",
                "silent>soon         | 8  | 'soon' is no duration             | 90s, 5m",
                "silent>1h,2h        | 8  | silent takes one duration         | silent>5m",
                "silent:5m           | 7  | no operator that silent takes     | use one of > <",
                "name:x;DROP TABLE   | 8  | there is no field 'DROP'          | use one of id"
            })
    void namesPositionAndRemedyOfAMistake(String text, int position, String what, String remedy) {
        assertThatThrownBy(() -> NodeFilter.parse(text)).isInstanceOfSatisfying(QueryProblem.class, problem -> {
            ProblemDocument document = problem.document();
            assertThat(document.status()).isEqualTo(400);
            assertThat(document.code()).isEqualTo("BAD_FILTER");
            assertThat(document.field()).isEqualTo("filter");
            assertThat(document.detail())
                    .startsWith("at position " + position + ":")
                    .contains(what);
            assertThat(document.remedy()).contains(remedy);
        });
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> NodeFilter.parse("name:" + "x".repeat(2_000)))
                .hasMessageContaining("longer than 2000");
        assertThatThrownBy(() -> NodeFilter.parse("name:x;".repeat(21))).hasMessageContaining("more than 20 clauses");
        assertThatThrownBy(() -> NodeFilter.parse("name:x" + ",x".repeat(100)))
                .hasMessageContaining("more than 100 values");
        assertThat(NodeFilter.parse("name:x" + ",x".repeat(99)).clauses()).hasSize(1);
        assertThat(NodeFilter.parse("").clauses()).isEmpty();
    }

    @Test
    void putsOnlyItsOwnWordsIntoTheStatement() {
        SqlCondition condition =
                NodeFilter.parse("name:'drop table nodes --;owner~%_;late:true").condition(Instant.EPOCH);
        assertThat(condition.sql()).doesNotContain("drop", "%");
        assertThat(condition.parameters()).hasSize(3);
    }

    @Test
    void readsOrders() {
        assertThat(NodeOrder.parse("-updated")).isEqualTo(new NodeOrder(NodeOrder.Key.UPDATED, true));
        assertThatThrownBy(() -> NodeOrder.parse("size")).hasMessageContaining("there is no order 'size'");
    }

    @Test
    void refusesDamagedCursors() {
        String good = new Cursor("question", List.of("a", "b")).encoded();
        assertThat(Cursor.parse(good, "question", 2).keys()).containsExactly("a", "b");
        assertThatThrownBy(() -> Cursor.parse(good, "other", 2)).isInstanceOf(QueryProblem.class);
        assertThatThrownBy(() -> Cursor.parse("%%%", "question", 2)).isInstanceOf(QueryProblem.class);
        assertThatThrownBy(() -> Cursor.parse("", "question", 2)).isInstanceOf(QueryProblem.class);
        assertThatThrownBy(() -> Cursor.parse("x".repeat(5_000), "question", 2)).isInstanceOf(QueryProblem.class);
    }
}
