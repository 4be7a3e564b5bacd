import type { HermitianPacking, HybridHamiltonian, HybridState, MollifierFactor, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'

/** Most nodes a lattice may have: at two levels about half a gigabyte of fields. */
const MOST_NODES = 4e6
/** A rectangle of more than this many times the nodes a cloud needs is placed anew; a fresh one has at most 2.25 times as many. */
const SHRINK = 9

/** One axis of the lattice: nodes at index * spacing, and the stencil of one particle. */
export interface LatticeAxis {
  readonly factor: MollifierFactor
  readonly spacing: number
  /** Nodes of the stencil, the same for every position: floor(2 support / spacing) + 1. */
  readonly count: number
}

/** Makes an axis; `spacing` is in units of the factor's alpha. */
export const latticeAxis = (factor: MollifierFactor, spacing: number): LatticeAxis => ({
  factor,
  spacing: spacing * factor.alpha,
  count: Math.floor((2 * factor.support) / (spacing * factor.alpha)) + 1,
})

/**
 * The rectangle of nodes that covers a cloud, with one block of fields and the vector field X_H tabulated at every node.
 *
 * Nodes sit at integer multiples of the spacing whatever the rectangle, so the discretised energy is one fixed function of
 * the state while the rectangle follows the cloud. Node (i, j) is number `i * countP + j`, its fields start at `stride` times
 * that, and X_H = (H_p, -H_q) is packed at `size` times that in `xq` and `xp`.
 */
export interface PhaseSpaceLattice {
  readonly q: LatticeAxis
  readonly p: LatticeAxis
  readonly stride: number
  readonly firstQ: number
  readonly firstP: number
  readonly countQ: number
  readonly countP: number
  readonly fields: Float64Array
  readonly xq: Float64Array
  readonly xp: Float64Array
  /** First stencil node of every particle, counted from the rectangle's corner. */
  readonly startQ: Int32Array
  readonly startP: Int32Array
  /** Kernel tables (k, k', k'') of every particle, 3 count numbers each. */
  readonly tableQ: Float64Array
  readonly tableP: Float64Array
  /** Moves or grows the rectangle to cover the cloud, tabulates the kernels, and clears the fields. */
  readonly cover: (state: HybridState) => Status
}

/**
 * Prepares a lattice for N particles with one degree of freedom and `stride` field values a node.
 *
 * Cost: the rectangle is reallocated only when the cloud outgrows it, with a quarter of its extent to spare on each side;
 * covering an unchanged rectangle costs one kernel table a particle and clearing the fields.
 *
 * Errors: `cover` returns `nonFinite` for a position that is not finite and `latticeTooLarge` beyond 4 million nodes.
 */
export const phaseSpaceLattice = (
  hamiltonian: HybridHamiltonian,
  packing: HermitianPacking,
  q: LatticeAxis,
  p: LatticeAxis,
  particles: number,
  stride: number,
): PhaseSpaceLattice => {
  const { size, levels } = packing
  const matrix = new Float64Array(2 * levels * levels)
  const offsetQ = new Float64Array(particles)
  const offsetP = new Float64Array(particles)
  const point = { q: new Float64Array(1), p: new Float64Array(1) }
  const lattice = {
    q,
    p,
    stride,
    firstQ: 0,
    firstP: 0,
    countQ: 0,
    countP: 0,
    fields: new Float64Array(0),
    xq: new Float64Array(0),
    xp: new Float64Array(0),
    startQ: new Int32Array(particles),
    startP: new Int32Array(particles),
    tableQ: new Float64Array(3 * q.count * particles),
    tableP: new Float64Array(3 * p.count * particles),
  }

  const tabulateVectorField = (): void => {
    const { countQ, countP, firstQ, firstP, xq, xp } = lattice
    for (let i = 0; i < countQ; i++)
      for (let j = 0; j < countP; j++) {
        const at = (i * countP + j) * size
        point.q[0] = (firstQ + i) * q.spacing
        point.p[0] = (firstP + j) * p.spacing
        hamiltonian.gradientP(matrix, point.q, point.p, 0)
        packing.pack(xq, at, matrix, 0)
        hamiltonian.gradientQ(matrix, point.q, point.p, 0)
        packing.pack(xp, at, matrix, 0)
        for (let c = 0; c < size; c++) xp[at + c] = -xp[at + c]
      }
  }

  /** Places a new rectangle around node indices [lowQ, highQ] x [lowP, highP]; reuses the arrays when they are large enough. */
  const place = (lowQ: number, highQ: number, lowP: number, highP: number): Status => {
    const marginQ = Math.ceil((highQ - lowQ) / 4)
    const marginP = Math.ceil((highP - lowP) / 4)
    const countQ = highQ - lowQ + 1 + 2 * marginQ
    const countP = highP - lowP + 1 + 2 * marginP
    if (!((highQ - lowQ + 1) * (highP - lowP + 1) <= MOST_NODES)) return STATUS.latticeTooLarge
    lattice.firstQ = lowQ - marginQ
    lattice.firstP = lowP - marginP
    lattice.countQ = countQ
    lattice.countP = countP
    if (lattice.xq.length < countQ * countP * size) {
      lattice.fields = new Float64Array(countQ * countP * stride)
      lattice.xq = new Float64Array(countQ * countP * size)
      lattice.xp = new Float64Array(countQ * countP * size)
    }
    tabulateVectorField()
    return STATUS.ok
  }

  const cover = (state: HybridState): Status => {
    let lowQ = Number.POSITIVE_INFINITY
    let highQ = Number.NEGATIVE_INFINITY
    let lowP = Number.POSITIVE_INFINITY
    let highP = Number.NEGATIVE_INFINITY
    for (let a = 0; a < particles; a++) {
      const first = Math.ceil((state.q[a] - q.factor.support) / q.spacing)
      const second = Math.ceil((state.p[a] - p.factor.support) / p.spacing)
      if (!Number.isFinite(first + second)) return STATUS.nonFinite
      if (first < lowQ) lowQ = first
      if (first > highQ) highQ = first
      if (second < lowP) lowP = second
      if (second > highP) highP = second
    }
    highQ += q.count - 1
    highP += p.count - 1
    const { firstQ, firstP, countQ, countP } = lattice
    const left = lowQ < firstQ || highQ >= firstQ + countQ || lowP < firstP || highP >= firstP + countP
    const needed = (highQ - lowQ + 1) * (highP - lowP + 1)
    if (left || countQ * countP > SHRINK * needed) {
      const status = place(lowQ, highQ, lowP, highP)
      if (status !== STATUS.ok) return status
    }
    for (let a = 0; a < particles; a++) {
      const first = Math.ceil((state.q[a] - q.factor.support) / q.spacing)
      const second = Math.ceil((state.p[a] - p.factor.support) / p.spacing)
      lattice.startQ[a] = first - lattice.firstQ
      lattice.startP[a] = second - lattice.firstP
      offsetQ[a] = first * q.spacing - state.q[a]
      offsetP[a] = second * p.spacing - state.p[a]
    }
    q.factor.tabulate(lattice.tableQ, offsetQ, q.spacing, q.count)
    p.factor.tabulate(lattice.tableP, offsetP, p.spacing, p.count)
    lattice.fields.fill(0, 0, lattice.countQ * lattice.countP * stride)
    return STATUS.ok
  }

  return Object.assign(lattice, { cover })
}
