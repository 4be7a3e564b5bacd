import type { Certificate, CertificateTable, LawResult, Trial } from '@casimir/checks'
import { certify } from '@casimir/checks'
import type { Hooks } from '../Hooks.ts'
import type { Stage, Subject } from './Subject.ts'

/** What was certified: certificates side by side, and whether all that was claimed holds. */
export interface Certification {
  readonly draws: number
  readonly seed: number
  readonly tables: ReadonlyArray<CertificateTable>
  /** False too when it was interrupted, or nothing was claimed. */
  readonly passed: boolean
  readonly interrupted: boolean
}

const certificateOf = ({ subject }: Subject, trial: Trial, results: ReadonlyArray<LawResult>): Certificate => ({
  subject,
  ...trial,
  results,
  passed: results.some(({ verdict }) => verdict === 'holds') && results.every(({ verdict }) => verdict !== 'fails'),
})

const gather = (done: ReadonlyArray<readonly [Subject, Certificate]>): ReadonlyArray<CertificateTable> => {
  const titles = [...new Set(done.map(([{ table }]) => table))]
  return titles.map((title) => ({
    title,
    columns: done.filter(([{ table }]) => table === title).map(([{ label }, certificate]) => ({ label, certificate })),
  }))
}

/**
 * Certifies stage by stage, law by law, and keeps what was found when a hook stops it; a stage is left out when one before it fails.
 *
 * Cost: that of the laws; between two of them the hook is asked.
 *
 * @example
 * (await certifyStages(catalogueStages().slice(0, 1), { draws: 2, seed: 1 })).passed // => true
 * (await certifyStages([], { draws: 2, seed: 1 })).passed // => false
 */
export const certifyStages = async (
  stages: ReadonlyArray<Stage>,
  trial: Trial,
  hooks: Hooks = {},
): Promise<Certification> => {
  const done: Array<readonly [Subject, Certificate]> = []
  let interrupted = false
  for (const stage of stages) {
    const subjects = stage()
    const total = subjects.reduce((sum, { laws }) => sum + laws.length, 0)
    let count = 0
    for (const subject of subjects) {
      const results: LawResult[] = []
      for (const law of subject.laws) {
        const goesOn = await hooks.tick?.({ label: `${subject.subject}: ${law.id}`, fraction: count / total, t: 0 })
        interrupted ||= goesOn === false
        if (interrupted) break
        const claims = subject.claims.filter((id) => id === law.id)
        results.push(...certify({ subject: subject.subject, laws: [law], claims }, trial).results)
        count += 1
      }
      if (results.length > 0) done.push([subject, certificateOf(subject, trial, results)])
      if (interrupted) break
    }
    if (interrupted || done.some(([, { passed }]) => !passed)) break
  }
  return {
    ...trial,
    tables: gather(done),
    passed: !interrupted && done.length > 0 && done.every(([, { passed }]) => passed),
    interrupted,
  }
}
