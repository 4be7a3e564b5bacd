import type { Certificate } from '../Certificate.ts'
import type { LawResult, Verdict } from '../Law.ts'

/** Certificates that are read side by side, one column each: those of one model under several integrators, say. */
export interface CertificateTable {
  readonly title: string
  readonly columns: ReadonlyArray<{ readonly label: string; readonly certificate: Certificate }>
}

/** What was measured of one law over several subjects: the draw that came nearest to its tolerance, or exceeded it most. */
export interface WorstOfLaw {
  readonly result: LawResult
  readonly subject: string
  /** Over all subjects that claim it. */
  readonly draws: number
  readonly subjects: number
}

/** A law that a subject claims and that does not hold. */
export interface Failure {
  readonly subject: string
  readonly result: LawResult
}

const certificatesOf = (tables: ReadonlyArray<CertificateTable>): ReadonlyArray<Certificate> =>
  tables.flatMap(({ columns }) => columns.map(({ certificate }) => certificate))

/** The laws of a table in order of appearance, each with one verdict a column; `undefined` where a column has no such law. */
export const verdictRows = ({
  columns,
}: CertificateTable): ReadonlyArray<readonly [law: string, ...verdicts: ReadonlyArray<Verdict | undefined>]> => {
  const laws = [...new Set(columns.flatMap(({ certificate }) => certificate.results.map(({ law }) => law)))]
  return laws.map((law) => [
    law,
    ...columns.map(({ certificate }) => certificate.results.find((result) => result.law === law)?.verdict),
  ])
}

/** Every failed law, with its subject. */
export const failuresOf = (tables: ReadonlyArray<CertificateTable>): ReadonlyArray<Failure> =>
  certificatesOf(tables).flatMap(({ subject, results }) =>
    results.filter(({ verdict }) => verdict === 'fails').map((result) => ({ subject, result })),
  )

const severity = ({ verdict, defect, tolerance }: LawResult): number => {
  if (verdict === 'not claimed') return -1
  const share = defect === 0 ? 0 : defect / tolerance
  return Number.isNaN(share) ? Number.POSITIVE_INFINITY : share
}

/** For each law the worst that was measured, over all subjects; a law that none claims comes with no draws. */
export const worstOfLaws = (tables: ReadonlyArray<CertificateTable>): ReadonlyArray<WorstOfLaw> => {
  const worst = new Map<string, WorstOfLaw>()
  for (const { subject, results } of certificatesOf(tables))
    for (const result of results) {
      const known = worst.get(result.law)
      const draws = (known?.draws ?? 0) + result.draws
      const subjects = (known?.subjects ?? 0) + (result.verdict === 'not claimed' ? 0 : 1)
      const leads = known === undefined || severity(result) > severity(known.result)
      worst.set(result.law, leads ? { result, subject, draws, subjects } : { ...known, draws, subjects })
    }
  return [...worst.values()]
}

/**
 * The one sentence at the head of every rendering.
 *
 * @example
 * summaryOf([]) // => '0 subjects: nothing was claimed, so nothing is certified.'
 */
export const summaryOf = (tables: ReadonlyArray<CertificateTable>): string => {
  const certificates = certificatesOf(tables)
  const results = certificates.flatMap((certificate) => certificate.results)
  const count = (verdict: Verdict): number => results.filter((result) => result.verdict === verdict).length
  const [claimed, failed, unclaimed] = [count('holds') + count('fails'), count('fails'), count('not claimed')]
  const subjects = certificates.length === 1 ? '1 subject' : `${certificates.length} subjects`
  if (claimed === 0) return `${subjects}: nothing was claimed, so nothing is certified.`
  const verdict = failed === 0 ? `all ${claimed} claimed laws hold` : `${failed} of ${claimed} claimed laws fail`
  return `${subjects}: ${verdict}${unclaimed === 0 ? '' : `; ${unclaimed} are not claimed`}.`
}

/** A measured number for reading: two significant digits. */
export const measuredText = (value: number): string =>
  value === 0 ? '0' : Number.isFinite(value) ? value.toExponential(1) : String(value)

/** What is said of a failure besides its numbers: the sentence that was thrown, when one was. */
export const failureText = ({ subject, result }: Failure): string => {
  const { law, statement, scale, counterexample, defect, tolerance, seed } = result
  const numbers = `the defect is ${measuredText(defect)}, the tolerance ${measuredText(tolerance)} (${scale})`
  return `${law} fails for ${subject}: ${statement}; ${counterexample?.reason ? `measuring it threw '${counterexample.reason}'` : numbers}; seed ${seed}`
}
