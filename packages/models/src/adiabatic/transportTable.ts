import type { MatrixFunction, Reading } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import { alignColumn, columnOverlap, dominantColumn } from './columnPhases.ts'

/** How far neighbours may differ: 1 - |<v_k(a)|v_k(b)>|^2 for ends and middle of every interval. */
const TURN = 0.01
/** Halvings of a cell after which vectors that still differ are taken to belong to levels that meet. */
const DEPTH = 24
/** The most cells a table has. */
const MOST_CELLS = 1 << 17

/** Numbers in a buffer that grows. */
interface Growing {
  buffer: Float64Array
  length: number
}

const append = (list: Growing, values: Reading): void => {
  const length = list.length + values.length
  if (length > list.buffer.length) {
    const larger = new Float64Array(2 * length)
    larger.set(list.buffer.subarray(0, list.length))
    list.buffer = larger
  }
  list.buffer.set(values, list.length)
  list.length = length
}

/** Eigenvectors at nodes outwards from an origin on one side of it, extended as far as it is asked. */
export interface TransportTable {
  /** The last node before a distance from the origin, or -1 where the transport does not reach. */
  readonly locate: (distance: number) => number
  /** All nodes' matrices; replaced when the table grows. */
  readonly vectors: () => Reading
  /** Distances at which levels met, as far as the table goes, ascending. */
  readonly meetings: ReadonlyArray<number>
}

/**
 * Prepares parallel transport of the eigenvectors of B from `start` at `origin`, in direction `way`: every node's vectors have a real, positive
 * overlap with those of the node before, and neighbours, with their middle, overlap by |<v_k|v_k>|^2 >= 0.99; cells are halved until they do.
 *
 * Where they do not after 24 halvings, levels meet: each vector then continues the one before that it is closest to, under its new number. Where there is no such
 * vector the transport ends.
 *
 * A node depends on those before it alone, so not on the order of questions.
 */
export const transportTable = (
  B: MatrixFunction,
  { origin, way, width, start }: { origin: number; way: 1 | -1; width: number; start: Reading },
): TransportTable => {
  const n = B.levels
  const size = 2 * n * n
  const eigen = hermitianEigen(n)
  const matrix = new Float64Array(size)
  const values = new Float64Array(n)
  const place = new Float64Array(1)
  const distances: Growing = { buffer: Float64Array.of(0), length: 1 }
  const nodes: Growing = { buffer: Float64Array.from(start), length: size }
  const firsts = [0]
  const meetings: number[] = []
  let end = Number.POSITIVE_INFINITY

  const rawAt = (distance: number): Float64Array => {
    const vectors = new Float64Array(size)
    place[0] = origin + way * distance
    B.value(matrix, place, 0)
    eigen(values, vectors, matrix, 0)
    return vectors
  }

  const isNear = (x: Reading, y: Reading): boolean => {
    for (let k = 0; k < n; k++) if (!(columnOverlap(x, 0, k, y, 0, k, n) >= 1 - TURN)) return false
    return true
  }

  /** Appends the far end of an interval, its vectors continuing those of the last node. */
  const join = (before: number, distance: number, vectors: Float64Array): void => {
    const from = nodes.length - size
    const partners = Array.from({ length: n }, (_, k) => dominantColumn(vectors, 0, k, nodes.buffer, from, n))
    if (partners.includes(-1)) {
      end = before
      return
    }
    partners.forEach((j, k) => {
      alignColumn(vectors, 0, k, nodes.buffer, from, j, n)
    })
    if (partners.some((j, k) => j !== k)) meetings.push((before + distance) / 2)
    append(distances, Float64Array.of(distance))
    append(nodes, vectors)
  }

  const span = (a: number, atA: Float64Array, b: number, atB: Float64Array, depth: number): void => {
    if (end < b) return
    const middle = (a + b) / 2
    const atMiddle = rawAt(middle)
    if (depth === 0 || (isNear(atA, atMiddle) && isNear(atMiddle, atB) && isNear(atA, atB))) join(a, b, atB)
    else {
      span(a, atA, middle, atMiddle, depth - 1)
      span(middle, atMiddle, b, atB, depth - 1)
    }
  }

  const extend = (cell: number): void => {
    span(cell * width, rawAt(cell * width), (cell + 1) * width, rawAt((cell + 1) * width), DEPTH)
    firsts.push(distances.length - 1)
  }

  const locate = (distance: number): number => {
    const cell = Math.floor(distance / width)
    if (!(cell < MOST_CELLS)) return -1
    while (firsts.length - 1 <= cell && end === Number.POSITIVE_INFINITY) extend(firsts.length - 1)
    if (distance > end) return -1
    let low = firsts[cell]
    let high = firsts[cell + 1]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (distances.buffer[middle] <= distance) low = middle
      else high = middle
    }
    return low
  }

  return { locate, vectors: () => nodes.buffer, meetings }
}
