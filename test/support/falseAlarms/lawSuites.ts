import { algebraicSuites } from './algebraicSuites.ts'
import { catalogueSuites } from './catalogueSuites.ts'
import { fieldSuites } from './fieldSuites.ts'
import type { LawSuite } from './LawSuite.ts'
import { modelSuites } from './modelSuites.ts'
import { stepperSuites } from './stepperSuites.ts'

/** Every suite of `@casimir/checks` with the correct code it is run on, suites of one name joined. */
export const lawSuites = (): ReadonlyArray<LawSuite> => {
  const all = [...algebraicSuites(), ...fieldSuites(), ...catalogueSuites(), ...modelSuites(), ...stepperSuites()]
  return [...new Set(all.map(({ name }) => name))].map((name) => ({
    name,
    subjects: all.filter((suite) => suite.name === name).flatMap(({ subjects }) => subjects),
  }))
}
