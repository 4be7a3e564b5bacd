import * as E from 'fp-ts/lib/Either.js'
import { planeOf } from '../print/describeProblem.ts'
import { populationNames } from '../print/populationNames.ts'
import { section } from './dataTable.ts'
import { labelsOf, runsOf } from './HeldResult.ts'
import { html, type Markup } from './Markup.ts'
import type { ReportData } from './ReportData.ts'
import { scatteringTable } from './scatteringTable.ts'

const definitions: { readonly [name in keyof typeof populationNames]: string } = {
  population: 'the diagonal of the quantum density matrix in the basis in which the Hamiltonian is written',
  adiabatic:
    'the mean of |<v_k(q)|psi>|^2 over trajectories, or over the wave function, v_k(q) being the eigenstates of B(q), lowest first',
  active: 'the fraction of trajectories whose active state is the k-th eigenstate of B(q), lowest first',
}

const names = ['population', 'adiabatic', 'active'] as const

/** Each definition of a population with the methods that have it. */
export const populationsSection = ({ result }: ReportData): Markup =>
  section('populations', 'Populations', [
    html`<dl>
${names.map((name) => {
  const labels = labelsOf(result).filter((label) =>
    runsOf(result).some(({ run }) => run.label === label && (run.observables[name]?.length ?? 0) > 0),
  )
  return labels.length === 0
    ? undefined
    : html`<dt>${populationNames[name]}</dt><dd>${definitions[name]}; of ${labels.join(', ')}</dd>
`
})}</dl>`,
  ])

/** T and R, with what is not final marked; undefined for problems without scattering. */
export const scatteringSection = ({ result, specs }: ReportData): Markup | undefined => {
  const spec = E.isRight(specs) ? specs.right[0] : undefined
  const table = scatteringTable(result, spec && planeOf(spec))
  if (table === undefined) return undefined
  const unfinished = runsOf(result).filter(({ run }) => run.inside !== undefined).length
  const text =
    unfinished === 0
      ? 'Every scattering is over: at most 1e-4 is still inside at the last record.'
      : `${unfinished} of ${runsOf(result).length} runs are unfinished: more than 1e-4 is still inside at the last record, or nothing has been there yet, so that T and R are not final and not given; a later end of time finishes them.`
  return section('scattering', 'Transmission and reflection', [html`<p>${text}</p>`, table])
}
