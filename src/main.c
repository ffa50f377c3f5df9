#include <stdio.h>

int main(void) {
  puts("takar");
  return 0;
}
