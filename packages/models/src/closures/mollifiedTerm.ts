import type { HybridGradient, LocalDensity, Mollifier, Reading, Status } from '@casimir/algebra'
import { hermitianPacking, localStride, STATUS } from '@casimir/algebra'
import { checkLocalDensity } from '../functionals/checkLocalDensity.ts'
import { checkWeights } from './checkWeights.ts'
import { kernelLattice, latticeAxis } from './KernelLattice.ts'
import { NEGLIGIBLE_DENSITY } from './negligibleDensity.ts'

/** How a closure samples its mollified fields. */
export interface MollifiedOptions {
  readonly weights: Float64Array
  /** K_alpha; alpha is a parameter of the model, not of the discretisation. */
  readonly mollifier: Mollifier
  /** Lattice spacing in units of alpha: 0.7 to 1 for the quintic B-spline, 0.35 for a Gaussian. */
  readonly spacing: number
}

/** The mollified density Dbar on the lattice: values[i * p.length + j] at (q[i], p[j]). */
export interface MollifiedDensity {
  readonly q: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
  readonly values: Float64Array
}

/** A local energy of the mollified fields of a cloud of packed density matrices, n^2 reals a particle. */
export interface MollifiedTerm {
  /** Lattice nodes visited for one particle in one deposit or gather; depends on neither N nor the state. */
  readonly nodesPerParticle: number
  /** Lattice nodes held at present; they follow the cloud. */
  readonly nodes: () => number
  /** Node visits so far, deposits and gathers together. */
  readonly visits: () => number
  /** What the last deposit reported: `latticeTooLarge` tells a cloud that is too spread out from a value that is not finite. */
  readonly latticeStatus: () => Status
  readonly energy: (q: Reading, p: Reading, rho: Reading) => number
  /** Adds w_a^-1 times the gradient of the energy to a gradient already there. */
  readonly addGradient: (out: HybridGradient, q: Reading, p: Reading, rho: Reading) => Status
  /** Dbar on the lattice, for one degree of freedom; undefined for a cloud too spread out. */
  readonly mollifiedDensity: (q: Reading, p: Reading, rho: Reading) => MollifiedDensity | undefined
}

/** Most cells of the rectangle that `mollifiedDensity` fills. */
const MOST_CELLS = 4e6
/** With three degrees of freedom a particle of the quintic covers 6^6 = 46656 nodes at the knot spacing and 13^6 at spacing 0.7. */
const MOST_DOF = 2

/**
 * The closure of a local density: integral of f(Dbar, Pbar, d_j Pbar; z) with Dbar = sum_a w_a K_a, Pbar = sum_a w_a rho_a K_a, K_a(z) = K(z - zeta_a).
 *
 * Deposit, nodewise f with its partials b, B, C^j, gather:
 *
 *     w_a^-1 dh/drho_a   = sum_m mu ( K_am B_m + K_am,j C^j_m )
 *     w_a^-1 dh/dzeta_a^i = -sum_m mu [ K_am,i ( Tr(rho_a B_m) + b_m ) + K_am,ij Tr(rho_a C^j_m) ]
 *
 * The gradient is the exact one of the *discretised* energy, on lattice nodes that are fixed in space. Tr Pbar is not assumed equal to Dbar, so
 * unnormalised midpoint amplitudes are treated consistently. One or two degrees of freedom (checked): the stencil has (2 support / spacing)^(2d) nodes.
 *
 * Cost: O(N m n^2) for deposit and gather, m nodes a particle, and one f a node; allocates only when the cloud reaches nodes not seen before.
 *
 * Errors: throws when the density's partial derivatives are not those of its value (`checkLocalDensity`), weights are negative or all zero, there are no
 * or more than two degrees of freedom, the mollifier has not one factor per axis, or the spacing is not positive or wider than half a kernel;
 * `addGradient` returns `nonFinite` or `latticeTooLarge`, and `energy` NaN in those cases.
 */
export const mollifiedTerm = (density: LocalDensity, options: MollifiedOptions): MollifiedTerm => {
  const { weights, mollifier, spacing } = options
  const { dof, levels, axes: used, coefficients: width } = density
  checkWeights(weights)
  if (dof === 0)
    throw new Error(
      `mollifiedTerm: '${density.name}' has no classical degree of freedom, so there is nothing to mollify; use ehrenfest, which is then the Schroedinger equation.`,
    )
  if (mollifier.q.length !== dof || mollifier.p.length !== dof)
    throw new Error(
      `mollifiedTerm: '${density.name}' has ${dof} classical degrees of freedom and the mollifier ${mollifier.q.length} factors in q and ${mollifier.p.length} in p; give one of each per degree of freedom.`,
    )
  const factors = [...mollifier.q, ...mollifier.p]
  const widest = Math.min(...factors.map(({ support, alpha }) => support / alpha))
  if (!(spacing > 0 && spacing <= widest))
    throw new Error(
      `mollifiedTerm: spacing is ${spacing}; give a positive multiple of alpha, at most ${widest.toPrecision(3)}, where two nodes along an axis are left to a kernel.`,
    )
  const axes = factors.map((factor) => latticeAxis(factor, spacing))
  if (dof > MOST_DOF)
    throw new Error(
      `mollifiedTerm: '${density.name}' has ${dof} degrees of freedom, at which one particle covers ${axes.reduce((nodes, { count }) => nodes * count, 1)} lattice nodes; at most ${MOST_DOF} are possible: use ehrenfest or meanField.`,
    )
  checkLocalDensity(density)
  const N = weights.length
  const nn = hermitianPacking(levels).size
  // Per node: D, P, then d_j P for the axes in use; overwritten by mu times b, B, C^j.
  const stride = localStride(density)
  const lattice = kernelLattice(axes, N, stride, { width, tabulate: density.tabulate })
  const { rows, rowIndex, rowStart, tables, measure } = lattice
  const lower = axes.length - 1
  const last = axes[lower].count
  const usedLower = used.filter((axis) => axis < lower)
  const atLower = usedLower.map((axis) => 1 + nn * (1 + used.indexOf(axis)))
  const usesLast = used.includes(lower)
  const atLast = usesLast ? 1 + nn * (1 + used.indexOf(lower)) : 0
  const node = new Float64Array(stride + 1)
  // Row factors: K, then dK along each earlier axis, then ddK along (earlier axis, used earlier axis).
  const slopeAt = 1
  const curveAt = 1 + lower
  const row = new Float64Array(1 + lower + lower * usedLower.length)
  const orders = new Int32Array(row.length * lower)
  for (let i = 0; i < lower; i++) {
    orders[(slopeAt + i) * lower + i] = 1
    for (let u = 0; u < usedLower.length; u++) {
      const e = curveAt + i * usedLower.length + u
      orders[e * lower + i] += 1
      orders[e * lower + usedLower[u]] += 1
    }
  }
  const force = new Float64Array(axes.length)
  const generator = new Float64Array(nn)
  const unpacked = hermitianPacking(levels)
  let visits = 0
  let latticeStatus: Status = STATUS.ok

  /** Writes the products of one table entry per earlier axis: the row's K, dK and ddK along those axes. */
  const writeRow = (a: number, r: number): void => {
    for (let e = 0; e < row.length; e++) {
      let product = 1
      for (let l = 0; l < lower; l++) {
        const { count } = axes[l]
        product *= tables[l][count * (3 * a + orders[e * lower + l]) + rowIndex[r * lower + l]]
      }
      row[e] = product
    }
  }

  const deposit = (q: Reading, p: Reading, rho: Reading): Status => {
    latticeStatus = lattice.cover(q, p)
    if (latticeStatus !== STATUS.ok) return latticeStatus
    const { fields } = lattice
    const table = tables[lower]
    for (let a = 0; a < N; a++) {
      const w = weights[a]
      const t = 3 * last * a
      for (let r = 0; r < rows; r++) {
        visits += last
        const start = rowStart[a * rows + r] * stride
        writeRow(a, r)
        const k = w * row[0]
        for (let i = 0, o = start; i < last; i++, o += stride) fields[o] += k * table[t + i]
        for (let c = 0; c < nn; c++) {
          const kr = k * rho[nn * a + c]
          if (usesLast)
            for (let i = 0, o = start + 1 + c; i < last; i++, o += stride) {
              fields[o] += kr * table[t + i]
              fields[o - 1 + atLast] += kr * table[t + last + i]
            }
          else for (let i = 0, o = start + 1 + c; i < last; i++, o += stride) fields[o] += kr * table[t + i]
        }
        for (let u = 0; u < usedLower.length; u++) {
          const slope = w * row[slopeAt + usedLower[u]]
          for (let c = 0; c < nn; c++) {
            const kr = slope * rho[nn * a + c]
            for (let i = 0, o = start + atLower[u] + c; i < last; i++, o += stride) fields[o] += kr * table[t + i]
          }
        }
      }
    }
    return STATUS.ok
  }

  /** Turns (D, P, d_j P) into mu (b, B, C^j) at every node and returns the energy. */
  const nodewise = (): number => {
    const { fields, coefficients, nodes } = lattice
    let energy = 0
    for (let m = 0; m < nodes; m++) {
      const o = m * stride
      if (fields[o] < NEGLIGIBLE_DENSITY) {
        for (let c = 0; c < stride; c++) fields[o + c] = 0
        continue
      }
      density.evaluate(node, 0, fields, o, coefficients, m * width)
      energy += node[stride]
      for (let c = 0; c < stride; c++) fields[o + c] = measure * node[c]
    }
    return measure * energy
  }

  const gather = (out: HybridGradient, rho: Reading, a: number): void => {
    const { fields } = lattice
    const table = tables[lower]
    const t = 3 * last * a
    for (let c = 0; c < nn; c++) generator[c] = 0
    for (let j = 0; j <= lower; j++) force[j] = 0
    for (let r = 0; r < rows; r++) {
      visits += last
      const start = rowStart[a * rows + r] * stride
      writeRow(a, r)
      const k = row[0]
      let inside = 0
      let slope = 0
      for (let i = 0, o = start; i < last; i++, o += stride) {
        inside += table[t + i] * fields[o]
        slope += table[t + last + i] * fields[o]
      }
      for (let i = 0; i < lower; i++) force[i] += row[slopeAt + i] * inside
      force[lower] += k * slope
      for (let c = 0; c < nn; c++) {
        inside = 0
        slope = 0
        if (usesLast)
          for (let i = 0, o = start + 1 + c; i < last; i++, o += stride) {
            const tangent = table[t + last + i]
            inside += table[t + i] * fields[o] + tangent * fields[o - 1 + atLast]
            slope += tangent * fields[o] + table[t + 2 * last + i] * fields[o - 1 + atLast]
          }
        else
          for (let i = 0, o = start + 1 + c; i < last; i++, o += stride) {
            inside += table[t + i] * fields[o]
            slope += table[t + last + i] * fields[o]
          }
        const x = rho[nn * a + c]
        generator[c] += k * inside
        for (let i = 0; i < lower; i++) force[i] += row[slopeAt + i] * x * inside
        force[lower] += k * x * slope
        for (let u = 0; u < usedLower.length; u++) {
          inside = 0
          slope = 0
          for (let i = 0, o = start + atLower[u] + c; i < last; i++, o += stride) {
            inside += table[t + i] * fields[o]
            slope += table[t + last + i] * fields[o]
          }
          const ku = row[slopeAt + usedLower[u]]
          generator[c] += ku * inside
          for (let i = 0; i < lower; i++) force[i] += row[curveAt + i * usedLower.length + u] * x * inside
          force[lower] += ku * x * slope
        }
      }
    }
    unpacked.addUnpacked(out.generator, 2 * nn * a, generator, 0)
    for (let j = 0; j < dof; j++) {
      out.q[a * dof + j] -= force[j]
      out.p[a * dof + j] -= force[dof + j]
    }
  }

  return {
    nodesPerParticle: rows * last,
    nodes: () => lattice.nodes,
    visits: () => visits,
    latticeStatus: () => latticeStatus,
    energy: (q, p, rho) => (deposit(q, p, rho) === STATUS.ok ? nodewise() : Number.NaN),
    addGradient: (out, q, p, rho) => {
      const status = deposit(q, p, rho)
      if (status !== STATUS.ok) return status
      nodewise()
      for (let a = 0; a < N; a++) gather(out, rho, a)
      return STATUS.ok
    },
    mollifiedDensity: (q, p, rho) => {
      if (dof !== 1 || deposit(q, p, rho) !== STATUS.ok) return undefined
      return rectangle(lattice, stride)
    },
  }
}

/** Dbar of a lattice with one degree of freedom on the smallest rectangle around its nodes. */
const rectangle = (lattice: ReturnType<typeof kernelLattice>, stride: number): MollifiedDensity | undefined => {
  const [q, p] = lattice.axes
  const bounds = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  const indexed = (each: (m: number, i: number, j: number) => void): void => {
    lattice.visit((m, z) => {
      if (lattice.fields[m * stride] > 0) each(m, Math.round(z[0] / q.spacing), Math.round(z[1] / p.spacing))
    })
  }
  indexed((_, i, j) => {
    bounds[0] = Math.min(bounds[0], i)
    bounds[1] = Math.max(bounds[1], i)
    bounds[2] = Math.min(bounds[2], j)
    bounds[3] = Math.max(bounds[3], j)
  })
  const countQ = bounds[1] - bounds[0] + 1
  const countP = bounds[3] - bounds[2] + 1
  if (!(countQ * countP <= MOST_CELLS)) return undefined
  const values = new Float64Array(countQ * countP)
  indexed((m, i, j) => {
    values[(i - bounds[0]) * countP + j - bounds[2]] = lattice.fields[m * stride]
  })
  return {
    q: Array.from({ length: countQ }, (_, i) => (bounds[0] + i) * q.spacing),
    p: Array.from({ length: countP }, (_, j) => (bounds[2] + j) * p.spacing),
    values,
  }
}
