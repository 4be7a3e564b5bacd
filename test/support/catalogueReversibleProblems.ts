import type { Flow, Scheme } from '@casimir/algebra'
import type { StepDensity } from '@casimir/integrators'
import { compile, reversibleStep } from '@casimir/integrators'
import { Matrix } from 'ml-matrix'
import type { RowSpecimen } from './catalogueRow.ts'
import { remember } from './catalogueRow.ts'
import { extrapolatedEnd } from './extrapolatedEnd.ts'
import { keplerFlow } from './keplerFlow.ts'
import type { WordProblem } from './wordTestbedProblems.ts'
import { drivenProblem, keplerProblem } from './wordTestbedProblems.ts'

type Block = Float64Array

/** Steps proportional to r^(3/2), the local time of fall. */
const fall: StepDensity<Block> = {
  duration: ([x, y]) => Math.hypot(x, y) ** 1.5,
  rate: ([x, y, u, v]) => (1.5 * (x * u + y * v)) / (x * x + y * y),
}

/** Shorter steps where the pendulum is fast. */
const fast: StepDensity<Block> = {
  duration: ([, p]) => 1 / Math.sqrt(1 + p * p),
  rate: ([q, p, t]) => (-p * (Math.cos(3 * t) - (1 + 0.5 * Math.sin(2 * t)) * Math.sin(q))) / (1 + p * p),
}

/** The canonical Poisson tensor of (q, p, t, rho), with which time and step density commute. */
const tensorOf = (dof: number): Matrix => {
  const tensor = Matrix.zeros(2 * dof + 2, 2 * dof + 2)
  for (let i = 0; i < dof; i++) {
    tensor.set(i, dof + i, 1)
    tensor.set(dof + i, i, -1)
  }
  return tensor
}

/** The step density beside the state: a map of (q, p, t, rho), whose steps are of the fictitious time s, dt = Q ds. */
const extended = (problem: WordProblem, density: StepDensity<Block>, scheme: Scheme<'A' | 'B'>) => {
  const { split, block: start } = problem.prepare()
  const size = start.length
  return {
    start: Float64Array.of(...start, 1 / density.duration(start)),
    size,
    prepare: () => {
      const block = Float64Array.of(...start, 1 / density.duration(start))
      const y = block.subarray(0, size)
      const { flow, rho } = reversibleStep(compile(split)(scheme), density)
      const step: (h: number) => number = (h) => {
        rho[0] = block[size]
        const status = flow(y, h)
        block[size] = rho[0]
        return status
      }
      return { block, step }
    },
  }
}

/** (q, p, t, rho) after s: the vector field Q f, integrated without the words. */
const fictitious = ({ field }: WordProblem, density: StepDensity<Block>, start: Block) =>
  remember((s) => {
    const y = extrapolatedEnd(
      (out, at) => {
        field(out, at)
        const Q = density.duration(at)
        for (let k = 0; k < out.length; k++) out[k] *= Q
      },
      start.subarray(0, start.length - 1),
      s,
      Math.ceil(s / 0.02),
    )
    return Float64Array.of(...y, 1 / density.duration(y))
  })

const steps = { T: () => 1, h: 0.1, hLong: () => 0.05 }

/** A reversible step on Kepler's problem; its order against the fictitious time where that of the density is the base's, order 2. */
export const onKepler = (method: string, scheme: Scheme<'A' | 'B'>, order: number): RowSpecimen => {
  const { start, prepare } = extended(keplerProblem, fall, scheme)
  return {
    ...steps,
    specimen: {
      method,
      problem: keplerProblem.name,
      prepare,
      ...(order === 2 ? { reference: fictitious(keplerProblem, fall, start) } : {}),
      energy: ([x, y, u, v]) => (u * u + v * v) / 2 - 1 / Math.hypot(x, y),
      invariants: ([x, y, u, v]) => [x * v - y * u],
      reverse: (block) => {
        for (const k of [2, 3, 4]) block[k] = -block[k]
      },
      poisson: () => tensorOf(2),
    },
  }
}

/** A reversible step on the driven pendulum; `duration` reads the momentum. */
export const onDrivenPendulum = (method: string, scheme: Scheme<'A' | 'B'>): RowSpecimen => {
  const { start, prepare } = extended(drivenProblem, fast, scheme)
  return {
    ...steps,
    specimen: {
      method,
      problem: drivenProblem.name,
      prepare,
      reference: fictitious(drivenProblem, fast, start),
      poisson: () => tensorOf(1),
    },
  }
}

/**
 * A reversible step on Kepler's problem, brought back by the exact flow over the time that the steps have taken: what is left of it is the
 * error of the orbit, without that of the time at which a step ends.
 */
export const onKeplerOverItsTime = (method: string, scheme: Scheme<'A' | 'B'>): RowSpecimen => {
  const { start, size, prepare } = extended(keplerProblem, fall, scheme)
  const back: Flow<Block> = (y, t) => keplerFlow(y, -t)
  return {
    ...steps,
    T: () => 4,
    specimen: {
      method,
      problem: `${keplerProblem.name}, over the time taken`,
      prepare: () => {
        const run = prepare()
        const block = run.block.slice(0, size - 1)
        return {
          block,
          step: (h) => {
            const status = run.step(h)
            block.set(run.block.subarray(0, size - 1))
            return status === 0 ? back(block, run.block[size - 1]) : status
          },
        }
      },
      reference: () => start.slice(0, size - 1),
    },
  }
}
