import { harmonicProblem } from './problems/harmonic.ts'
import { ladderProblem } from './problems/ladder.ts'
import { linearVibronicProblem } from './problems/linearVibronic.ts'
import { oscillators } from './problems/oscillators.ts'
import type { ProblemDefinition } from './problems/ProblemDefinition.ts'
import { polynomialProblem } from './problems/polynomial.ts'
import { rashbaProblem } from './problems/rashba.ts'
import { spinBosonProblem } from './problems/spinBoson.ts'
import { tullyProblems } from './problems/tully.ts'

export type {
  ChoiceParameter,
  CoefficientParameter,
  DerivedNumbers,
  NumberParameter,
  ParameterDefinition,
  ParameterFault,
  ParameterValue,
  ProblemDefinition,
  Units,
  WholeParameter,
} from './problems/ProblemDefinition.ts'

/** Every problem the spec can name, in the order `casimir list` prints them. */
export const problems: ReadonlyArray<ProblemDefinition> = [
  ...oscillators,
  ...tullyProblems,
  harmonicProblem,
  rashbaProblem,
  spinBosonProblem,
  linearVibronicProblem,
  ladderProblem,
  polynomialProblem,
]
