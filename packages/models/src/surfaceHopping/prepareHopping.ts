import type { HybridState, MatrixFunction, Status } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { overlaps, toAdiabatic, transform, turn } from './adiabaticAmplitudes.ts'
import { decohere } from './decohere.ts'
import type { HoppingTrajectories, Uniform } from './HoppingTrajectories.ts'
import { hopBias } from './hopBias.ts'
import { anyHop, hopChances } from './hopChances.ts'
import type { KineticForm } from './kineticForm.ts'
import { levelFrames } from './levelFrames.ts'
import { matchLevels } from './matchLevels.ts'
import { momentumJump } from './momentumJump.ts'
import type { SurfaceHoppingOptions } from './SurfaceHoppingOptions.ts'

/** The level whose share of the chances the number u falls into, or -1 beyond their sum. */
const pick = (chances: Float64Array, u: number): number => {
  let sum = 0
  for (let k = 0; k < chances.length; k++) {
    sum += chances[k]
    if (u < sum) return k
  }
  return -1
}

/** Allocates N trajectories with the steps of `surfaceHopping`; allocates only here. */
export const prepareHopping = (
  B: MatrixFunction,
  kinetic: KineticForm,
  options: Required<SurfaceHoppingOptions>,
  N: number,
  uniform: Uniform,
): HoppingTrajectories => {
  const { levels: n, dof: d } = B
  const { hbar } = options
  const size = 2 * n * n
  const cumulative = options.hopping === 'cumulative'
  const edc = options.decoherence === 'edc'
  const state: HybridState = allocateHybrid({ trajectories: N, dof: d, levels: n })
  const { t, q, p, psi } = state
  const active = new Int32Array(N)
  const survival = new Float64Array(N).fill(1)
  const threshold = new Float64Array(N)
  const hops = new Int32Array(N)
  const frustrated = new Int32Array(N)
  const crossings = new Int32Array(N)
  const frames = levelFrames(B, N)
  const { here, forces, values, vectors } = frames
  const bias = hopBias(n, N)
  const jump = momentumJump(kinetic, n, options)
  /** exp(-i E h/2 hbar) of each trajectory's levels, for the h it was last stepped with. */
  const turns = new Float64Array(2 * N * n)
  const turnedBy = new Float64Array(N).fill(Number.NaN)
  const c = new Float64Array(2 * n)
  const b = new Float64Array(2 * n)
  const v = new Float64Array(d)
  const S = new Float64Array(size)
  const order = new Int32Array(n)
  const chances = new Float64Array(n)
  const settings = new Float64Array([0, hbar, options.edcConstant, 0])

  const prepareTurns = (a: number, h: number): void => {
    turnedBy[a] = h
    const at = 2 * a * n
    // the energies of two levels, less their mean, are opposite
    for (let k = n === 2 ? 1 : 0; k < n; k++) {
      const angle = (0.5 * h * values[a * n + k]) / hbar
      turns[at + 2 * k] = Math.cos(angle)
      turns[at + 2 * k + 1] = -Math.sin(angle)
    }
    if (n !== 2) return
    turns[at] = turns[at + 2]
    turns[at + 1] = -turns[at + 3]
  }

  /** The level that the random numbers of this step ask for, or -1. */
  const choose = (a: number): number => {
    if (!cumulative) return pick(chances, uniform(a))
    const total = anyHop(chances)
    const before = survival[a]
    survival[a] = before * (1 - total)
    if (!(survival[a] < threshold[a])) return -1
    // given that a hop is tried in this step, its place between the two survivals is uniform
    return pick(chances, ((before - threshold[a]) / (before - survival[a])) * total)
  }

  const tryHop = (a: number): boolean => {
    const target = choose(a)
    if (target < 0) return false
    if (jump(p, a * d, active[a], target, here.values, here.vectors, here.derivatives)) {
      hops[a]++
      active[a] = target
    } else frustrated[a]++
    if (cumulative) {
      survival[a] = 1
      threshold[a] = uniform(a)
    }
    return true
  }

  const refresh = (a: number): void => {
    if (frames.renew(a, q, active[a])) turnedBy[a] = Number.NaN
  }

  const stepOne = (a: number, h: number): Status => {
    const at = a * d
    const psiAt = 2 * a * n
    refresh(a)
    if (turnedBy[a] !== h) prepareTurns(a, h)
    toAdiabatic(c, vectors, a * size, psi, psiAt, n)
    turn(b, c, turns, 2 * a * n, n)
    bias.begin(a, h, b, turns, vectors, active[a])
    for (let i = 0; i < d; i++) p[at + i] += 0.5 * h * forces[at + i]
    kinetic.velocity(v, p, at)
    for (let i = 0; i < d; i++) q[at + i] += h * v[i]
    frames.visit(q, at)
    overlaps(S, here.vectors, vectors, a * size, n)
    transform(c, 0, S, b, n)
    matchLevels(order, S, n)
    hopChances(chances, b, c, S, order, active[a], n)
    if (order[active[a]] !== active[a]) {
      active[a] = order[active[a]]
      crossings[a]++
    }
    frames.keep(a, q, active[a])
    for (let i = 0; i < d; i++) p[at + i] += 0.5 * h * forces[at + i]
    prepareTurns(a, h)
    const tried = tryHop(a)
    bias.end(a, chances, tried, here.vectors)
    if (tried) frames.keep(a, q, active[a])
    turn(c, c, turns, 2 * a * n, n)
    if (edc) {
      settings[0] = h
      kinetic.energy(settings, 3, p, at)
      decohere(c, here.values, active[a], n, settings)
    }
    transform(psi, psiAt, here.vectors, c, n)
    let sum = psi[psiAt]
    for (let i = 0; i < d; i++) sum += q[at + i] + p[at + i]
    return sum - sum === 0 ? STATUS.ok : STATUS.nonFinite
  }

  const populations: HoppingTrajectories['populations'] = (out, a) => {
    refresh(a)
    toAdiabatic(b, vectors, a * size, psi, 2 * a * n, n)
    for (let k = 0; k < n; k++) out[k] = b[2 * k] * b[2 * k] + b[2 * k + 1] * b[2 * k + 1]
  }

  const activeEnergy = (a: number): number => {
    refresh(a)
    return frames.means[a] + values[a * n + active[a]]
  }

  return {
    state,
    active,
    survival,
    threshold,
    hops,
    frustrated,
    crossings,
    bias: bias.signed,
    absoluteBias: bias.absolute,
    start: (a, level) => {
      hops[a] = 0
      frustrated[a] = 0
      crossings[a] = 0
      bias.reset(a)
      survival[a] = 1
      threshold[a] = 0
      if (level === undefined) {
        populations(chances, a)
        const drawn = pick(chances, uniform(a))
        active[a] = drawn < 0 ? chances.indexOf(Math.max(...chances)) : drawn
      } else {
        if (!(Number.isInteger(level) && level >= 0 && level < n))
          throw new Error(`surfaceHopping: level ${level} of ${n}; give a whole number from 0 to ${n - 1}.`)
        active[a] = level
        refresh(a)
        for (let j = 0; j < n; j++)
          for (let part = 0; part < 2; part++)
            psi[2 * (a * n + j) + part] = vectors[a * size + 2 * (j * n + level) + part]
      }
      refresh(a)
      if (cumulative) threshold[a] = uniform(a)
    },
    step: (h) => {
      let status: Status = STATUS.ok
      for (let a = 0; a < N; a++) {
        const one = stepOne(a, h)
        if (status === STATUS.ok) status = one
      }
      t[0] += h
      return status
    },
    stepOne,
    energy: (a) => {
      kinetic.energy(settings, 3, p, a * d)
      return activeEnergy(a) + kinetic.floor + settings[3]
    },
    activeEnergy,
    populations,
  }
}
