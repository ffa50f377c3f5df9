/* xml: text for XML 1.0, content and attributes alike. What XML cannot hold is replaced: control characters by a space, bytes that are no
 * UTF-8 by a question mark. */
#ifndef TAKAR_DOCUMENT_XML_H
#define TAKAR_DOCUMENT_XML_H
#include "base/str.h"

void xml_escape(buf *b, str text);
#endif
