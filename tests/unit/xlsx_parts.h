/* A workbook from the XML of its parts. */
#ifndef TAKAR_TEST_XLSX_PARTS_H
#define TAKAR_TEST_XLSX_PARTS_H
#include "document/zipfile.h"

#define XLSX_NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
typedef struct xlsx_parts { str sheet, styles, strings, properties; } xlsx_parts;

static inline str xlsx_of(arena *a, xlsx_parts p) {
  zipfile *z = zipfile_new(a, (instant){1767582900});
  str bytes;
  zipfile_add(z, S("xl/workbook.xml"), STR_CAT(a, S("<workbook " XLSX_NS ">"), p.properties.n ? p.properties : S(""),
              S("<sheets><sheet name=\"Satu\" sheetId=\"1\" id=\"r1\"/></sheets></workbook>")));
  zipfile_add(z, S("xl/_rels/workbook.xml.rels"), S("<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"));
  if (p.styles.n) zipfile_add(z, S("xl/styles.xml"), p.styles);
  if (p.strings.n) zipfile_add(z, S("xl/sharedStrings.xml"), p.strings);
  zipfile_add(z, S("xl/worksheets/sheet1.xml"), p.sheet);
  ENSURE(!zipfile_finish(z, &bytes));
  return bytes;
}
#endif
