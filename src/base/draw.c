#include "draw.h"

drawing *draw_new(arena *a, double width, double height, str title, str desc) {
  drawing *d = NEW(a, drawing);
  *d = (drawing){.a = a, .width = width, .height = height, .title = title, .desc = desc};
  return d;
}
