import type { MollifierFactor, Reading, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'

/** Most nodes a lattice may have: at two levels about half a gigabyte of fields. */
const MOST_NODES = 4e6
/** A lattice with more than this many times the nodes that a cloud touches is laid anew. */
const SHRINK = 4
/** With two degrees of freedom the node indices along the first three axes share one key of 51 bits; with more they would not fit 53. */
const KEY_HALF = 2 ** 16

/** One axis of the lattice: nodes at index * spacing, and the stencil of one particle. */
export interface LatticeAxis {
  readonly factor: MollifierFactor
  readonly spacing: number
  /** Nodes of the stencil, those closer than `support`, the same number for every position: ceil(2 support / spacing). */
  readonly count: number
}

/** Makes an axis; `spacing` is in units of the factor's alpha. */
export const latticeAxis = (factor: MollifierFactor, spacing: number): LatticeAxis => ({
  factor,
  spacing: spacing * factor.alpha,
  count: Math.ceil((2 * factor.support) / (spacing * factor.alpha)),
})

/** What a node keeps beside its fields: `width` numbers that depend on its place only. */
export interface NodeTable {
  readonly width: number
  readonly tabulate: (out: Float64Array, at: number, z: Reading) => void
}

/**
 * The sparse set of lattice nodes that the stencils of a cloud touch, in pencils: runs of nodes along the last axis p_d.
 *
 * Nodes sit at integer multiples of the spacing whatever the cloud does, so the discretised energy is one fixed function of the state. Node m has
 * its fields from `stride` m on and its coefficients from `width` m on. The stencil of particle a has `rows` rows along the last axis, row r
 * starting at node `rowStart[a rows + r]`; its index along an earlier axis j is `rowIndex[r (2d - 1) + j]` within the kernel table of that axis.
 */
export interface KernelLattice {
  readonly axes: ReadonlyArray<LatticeAxis>
  readonly rows: number
  readonly rowIndex: Int32Array
  readonly rowStart: Int32Array
  /** Kernel tables (k, k', k'') of every particle along each axis, 3 count numbers each. */
  readonly tables: ReadonlyArray<Float64Array>
  readonly nodes: number
  readonly fields: Float64Array
  readonly coefficients: Float64Array
  /** The product of the spacings. */
  readonly measure: number
  /** Lays pencils under every stencil, tabulates the kernels, and clears the fields. */
  readonly cover: (q: Reading, p: Reading) => Status
  /** Calls back with the number and the 2 d coordinates of every node. */
  readonly visit: (node: (m: number, z: Reading) => void) => void
}

/**
 * Prepares a lattice for N particles on 2 d axes q_1 .. q_d, p_1 .. p_d with `stride` field values a node, d = 1 or 2 (checked by `mollifiedTerm`).
 *
 * Cost: one kernel table a particle and axis and one look-up a row of a particle that has moved by a node; a pencil that a stencil leaves is laid
 * anew with a quarter of a stencil to spare, and only nodes not seen before are tabulated. Allocates only when the arrays grow.
 *
 * Errors: `cover` returns `nonFinite` for a position that is not finite and `latticeTooLarge` beyond 4 million nodes or, with two degrees of
 * freedom, 65536 spacings from the origin.
 */
export const kernelLattice = (
  axes: ReadonlyArray<LatticeAxis>,
  particles: number,
  stride: number,
  { width, tabulate }: NodeTable,
): KernelLattice => {
  const dof = axes.length / 2
  const lower = axes.length - 1
  const last = axes[lower]
  const margin = Math.ceil(last.count / 4)
  const rows = axes.slice(0, lower).reduce((product, { count }) => product * count, 1)
  const rowIndex = new Int32Array(rows * lower)
  for (let r = 0; r < rows; r++)
    for (let j = lower - 1, rest = r; j >= 0; j--) {
      rowIndex[r * lower + j] = rest % axes[j].count
      rest = Math.floor(rest / axes[j].count)
    }
  const starts = new Int32Array(particles * axes.length)
  const known = new Uint8Array(particles)
  const rowPencil = new Int32Array(particles * rows)
  const offsets = axes.map(() => new Float64Array(particles))
  const z = new Float64Array(axes.length)
  const pencilOf = new Map<number, number>()
  const place: number[] = []
  const low: number[] = []
  const length: number[] = []
  const first: number[] = []
  const seen: number[] = []
  let epoch = 0
  const lattice = {
    axes,
    rows,
    rowIndex,
    rowStart: new Int32Array(particles * rows),
    tables: axes.map(({ count }) => new Float64Array(3 * count * particles)),
    nodes: 0,
    fields: new Float64Array(0),
    coefficients: new Float64Array(0),
    measure: axes.reduce((product, { spacing }) => product * spacing, 1),
  }

  const reserve = (nodes: number): void => {
    if (nodes * stride <= lattice.fields.length) return
    const capacity = Math.ceil(1.5 * nodes)
    lattice.fields = new Float64Array(capacity * stride)
    const coefficients = new Float64Array(capacity * width)
    coefficients.set(lattice.coefficients)
    lattice.coefficients = coefficients
  }

  const locate = (pencil: number, i: number): void => {
    for (let j = 0; j < lower; j++) z[j] = place[pencil * lower + j] * axes[j].spacing
    z[lower] = (low[pencil] + i) * last.spacing
  }

  /** Gives a pencil the nodes [from, from + count) at the end of the arrays, keeping the coefficients of those it had. */
  const lay = (pencil: number, from: number, count: number): void => {
    const heldFrom = low[pencil]
    const heldCount = length[pencil]
    const heldFirst = first[pencil]
    low[pencil] = from
    length[pencil] = count
    first[pencil] = lattice.nodes
    lattice.nodes += count
    reserve(lattice.nodes)
    for (let i = 0; i < count; i++) {
      const held = from + i - heldFrom
      const at = width * (first[pencil] + i)
      if (held >= 0 && held < heldCount) {
        const source = width * (heldFirst + held)
        lattice.coefficients.copyWithin(at, source, source + width)
      } else if (width > 0) {
        locate(pencil, i)
        tabulate(lattice.coefficients, at, z)
      }
    }
  }

  const keyOf = (a: number, r: number): number => {
    let key = 0
    for (let j = 0; j < lower; j++) {
      const index = starts[a * axes.length + j] + rowIndex[r * lower + j]
      if (lower > 1 && Math.abs(index) >= KEY_HALF) return Number.NaN
      key = lower > 1 ? key * 2 * KEY_HALF + index + KEY_HALF : index
    }
    return key
  }

  const pencilAt = (a: number, r: number): number => {
    const key = keyOf(a, r)
    if (Number.isNaN(key)) return -1
    const found = pencilOf.get(key)
    if (found !== undefined) return found
    const pencil = low.length
    for (let j = 0; j < lower; j++) place.push(starts[a * axes.length + j] + rowIndex[r * lower + j])
    low.push(0)
    length.push(0)
    first.push(0)
    seen.push(0)
    pencilOf.set(key, pencil)
    return pencil
  }

  const clear = (): void => {
    pencilOf.clear()
    place.length = low.length = length.length = first.length = seen.length = 0
    known.fill(0)
    lattice.nodes = 0
  }

  /** Lays what is missing and returns the number of nodes in pencils that the cloud touches, or -1 beyond the keys. */
  const layMissing = (): number => {
    epoch += 1
    let touched = 0
    for (let a = 0; a < particles; a++) {
      const from = starts[a * axes.length + lower]
      for (let r = 0; r < rows; r++) {
        const at = a * rows + r
        if (known[a] === 0) {
          const pencil = pencilAt(a, r)
          if (pencil < 0) return -1
          rowPencil[at] = pencil
        }
        const pencil = rowPencil[at]
        const end = from + last.count
        if (length[pencil] === 0) lay(pencil, from - margin, last.count + 2 * margin)
        else if (from < low[pencil] || end > low[pencil] + length[pencil]) {
          const left = Math.min(low[pencil], from - margin)
          const right = Math.max(low[pencil] + length[pencil], end + margin)
          lay(pencil, left, right - left)
        }
        if (lattice.nodes > MOST_NODES) return lattice.nodes
        if (seen[pencil] !== epoch) {
          seen[pencil] = epoch
          touched += length[pencil]
        }
      }
      known[a] = 1
    }
    return touched
  }

  const cover = (q: Reading, p: Reading): Status => {
    for (let j = 0; j < axes.length; j++) {
      const { factor, spacing } = axes[j]
      const from = j < dof ? q : p
      for (let a = 0; a < particles; a++) {
        const x = from[a * dof + (j % dof)]
        const start = Math.floor((x - factor.support) / spacing) + 1
        if (!Number.isFinite(start)) return STATUS.nonFinite
        if (Math.abs(start) > 1e9) return STATUS.latticeTooLarge
        const at = a * axes.length + j
        if (starts[at] !== start && j < lower) known[a] = 0
        starts[at] = start
        offsets[j][a] = start * spacing - x
      }
      factor.tabulate(lattice.tables[j], offsets[j], spacing, axes[j].count)
    }
    let touched = layMissing()
    if (touched < 0 || lattice.nodes > MOST_NODES || lattice.nodes > SHRINK * touched) {
      clear()
      touched = layMissing()
    }
    if (touched < 0 || lattice.nodes > MOST_NODES) {
      clear()
      return STATUS.latticeTooLarge
    }
    for (let a = 0; a < particles; a++)
      for (let r = 0; r < rows; r++) {
        const at = a * rows + r
        const pencil = rowPencil[at]
        lattice.rowStart[at] = first[pencil] + starts[a * axes.length + lower] - low[pencil]
      }
    lattice.fields.fill(0, 0, lattice.nodes * stride)
    return STATUS.ok
  }

  return Object.assign(lattice, {
    cover,
    visit: (node: (m: number, z: Reading) => void) => {
      for (let pencil = 0; pencil < low.length; pencil++)
        for (let i = 0; i < length[pencil]; i++) {
          locate(pencil, i)
          node(first[pencil] + i, z)
        }
    },
  })
}
