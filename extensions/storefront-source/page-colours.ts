/** The colour that is seen behind an element: the first of its ancestors that paints one. White when none does, as browsers do. */
export function groundOf(element: Element | null): string {
  for (let behind = element; behind !== null; behind = behind.parentElement) {
    const { backgroundColor } = getComputedStyle(behind);
    if (!/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
  }
  return '#fff';
}
