import type { HybridHamiltonian } from '@casimir/algebra'
import type { ProblemDefinition, RunResult, RunSpec } from '@casimir/experiments'
import { problems, run } from '@casimir/experiments'
import { blanesMoan4, compile } from '@casimir/integrators'
import type { PacketStart } from '@casimir/models'
import {
  adiabaticFrame,
  allocateGridState,
  chooseProductBasis,
  gaussianPacket,
  layProductBasis,
  positionReading,
  productBasisReading,
  productBasisSystem,
  productParts,
} from '@casimir/models'
import type { ExactCase } from './exactRun.ts'
import { exactSpec } from './exactRun.ts'

/** What a run in a product basis gives beyond an exact case. */
export interface ProductCase extends Omit<ExactCase, 'grid'> {
  readonly functions?: ReadonlyArray<number>
  readonly dt?: number
}

/** The run spec of a case in a product basis. */
const productSpec = ({ functions, dt, ...given }: ProductCase): RunSpec => ({
  ...exactSpec(given),
  method: {
    name: 'exact',
    basis: 'product',
    ...(functions && { functions }),
    grid: dt === undefined ? {} : { dt },
  },
})

/** Runs a case in a product basis. */
export const productRun = (given: ProductCase): Promise<RunResult> => run({ spec: productSpec(given) })

/** The ground-state widths of a problem's modes. */
export const groundWidths = (
  name: string,
  parameters: { readonly [name: string]: number },
  hbar = 1,
): ReadonlyArray<number> => {
  const problem = problems.find((each): each is ProblemDefinition => each.name === name)
  if (!problem?.groundWidths) throw new Error(`${name} has no ground-state widths`)
  const defaults = Object.entries(problem.parameters).map(([key, parameter]) => [key, parameter.default] as const)
  return problem.groundWidths({ ...Object.fromEntries(defaults), ...parameters }, hbar)
}

/** A model in a product basis, step by step: its density matrix, means and energy after every step. */
export const followProduct = (
  model: HybridHamiltonian,
  start: PacketStart,
  { hbar, dt, steps, functions }: { hbar: number; dt: number; steps: number; functions: ReadonlyArray<number> },
) => {
  const { B, masses } = productParts(model)
  const demand = { start, hbar, end: dt * steps, record: dt * steps }
  const { modes } = chooseProductBasis(model, demand, { functions, dt })
  const basis = layProductBasis(modes, hbar)
  const state = allocateGridState(model.levels, basis.points)
  gaussianPacket(state.psi, start, basis, adiabaticFrame(B, basis))
  const position = positionReading(B, basis)
  const reading = productBasisReading(basis, model.levels, masses)
  const flow = compile(productBasisSystem(model, basis))(blanesMoan4)
  const look = () => {
    const density = new Float64Array(2 * model.levels ** 2)
    const [q, p] = [new Float64Array(model.dof), new Float64Array(model.dof)]
    const norm = position.density(density, state.psi)
    position.mean(q, state.psi)
    reading.momentum(p, state.psi)
    const high = modes.map((_, a) => reading.high(state.psi, a))
    return { norm, density, q, p, energy: reading.kinetic(state.psi) + position.energy(state.psi), high }
  }
  const course = [look()]
  for (let k = 0; k < steps; k++) {
    flow(state, dt)
    course.push(look())
  }
  return course
}
