/**
 * Visits every node of a grid once, each after the neighbour it is reached from (-1 for the first): from the node `first` along
 * the first axis both ways, from each of these along the next, and so on. Nodes are numbered with the last axis fastest.
 */
export const transportOrder = (
  counts: ReadonlyArray<number>,
  first: ReadonlyArray<number>,
  visit: (node: number, previous: number) => void,
): void => {
  const strides = counts.map((_, axis) => counts.slice(axis + 1).reduce((all, count) => all * count, 1))
  const spread = (node: number, axis: number): void => {
    if (axis === counts.length) return
    spread(node, axis + 1)
    for (const way of [1, -1])
      for (let i = first[axis] + way, at = node; i >= 0 && i < counts[axis]; i += way) {
        visit(at + way * strides[axis], at)
        at += way * strides[axis]
        spread(at, axis + 1)
      }
  }
  const origin = first.reduce((node, i, axis) => node + i * strides[axis], 0)
  visit(origin, -1)
  spread(origin, 0)
}
