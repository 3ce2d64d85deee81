package io.rackledger.eventlog.codec;

import java.util.List;

/** The CloudEvents attributes that a node record is made of. */
enum PlainAttribute {
    SPECVERSION("specversion", true),
    ID("id", false),
    SOURCE("source", true),
    TYPE("type", true),
    SUBJECT("subject", true),
    TIME("time", false),
    SEQUENCE("sequence", true),
    COMMAND("commandid", false),
    COMMAND_HASH("commandhash", false),
    ACTOR("actor", true),
    CAUSATION("causationid", false),
    CORRELATION("correlationid", true),
    TRACE("traceparent", false),
    /** May be there, and says nothing of the record. */
    OTHER("", false);

    static final List<PlainAttribute> ALL = List.of(values());

    private static final int USUAL_BITS = 10;
    private static final PlainTexts<PlainAttribute> BY_NAME = new PlainTexts<>(USUAL_BITS, PlainAttribute::named);

    private final String word;
    private final String header;
    private final PlainTexts<String> texts;

    /** @param common whether many records say the same of it, so that it is worth remembering */
    PlainAttribute(String word, boolean common) {
        this.word = word;
        this.header = "ce_" + word;
        this.texts = new PlainTexts<>(common ? USUAL_BITS : PlainTexts.NONE, text -> text);
    }

    /** The one whose name was just passed. */
    static PlainAttribute named(PlainBytes json) {
        return BY_NAME.of(json);
    }

    private static PlainAttribute named(String word) {
        return ALL.stream().filter(each -> each.word.equals(word)).findFirst().orElse(OTHER);
    }

    String header() {
        return header;
    }

    /** Its value, which was just passed. */
    String text(PlainBytes json) {
        return texts.of(json);
    }
}
