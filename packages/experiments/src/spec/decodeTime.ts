import { describeValue } from './describeValue.ts'
import type { runDocument } from './documentFields.ts'
import { MOST_RECORDS, RECORDS } from './documentFields.ts'
import type { ValueOf } from './Field.ts'
import { nearestDivisor, nearestMultiple, wholeMultiple } from './multiples.ts'
import type { ProblemLog } from './ProblemLog.ts'

/** What is known of the times of a run. */
export interface DecodedTime {
  readonly end?: number
  readonly record?: number
  /** Number of records after the start, when end and record fit. */
  readonly records?: number
  /** How messages name the record time: by its key, or as the default it is. */
  readonly recordName: string
}

/** More steps than this between two records are refused. */
const MOST_STEPS = 1e9

type Values = NonNullable<ValueOf<(typeof runDocument)['fields']['time']>>

const countRecords = (log: ProblemLog, end: number, record: number): number | undefined => {
  const records = wholeMultiple(end, record)
  if (end / record > MOST_RECORDS * (1 + 1e-9))
    return log.complain(
      'time.record',
      `got ${record}, which makes more than ${MOST_RECORDS} records up to ${end}: give at least ${nearestDivisor(end, end / MOST_RECORDS)}`,
    )
  if (records === undefined || records < 1)
    return log.complain(
      'time.end',
      `got ${end}, which is not a multiple of time.record = ${record}: the nearest is ${nearestMultiple(end, record)}, or set time.record to ${nearestDivisor(end, record)}`,
    )
  return records
}

/** end / RECORDS, or the record time nearest to it of which every given step is a divisor, where there is one. */
const defaultRecord = (end: number, steps: ReadonlyArray<number>): number => {
  const fits = (records: number): boolean => steps.every((dt) => (wholeMultiple(end / records, dt) ?? 0) >= 1)
  for (let away = 0; away < RECORDS; away++)
    for (const records of [RECORDS + away, RECORDS - away]) if (fits(records)) return nearestDivisor(end, end / records)
  return end / RECORDS
}

/** Decodes the key `time` from what its fields hold; `steps` are the steps that the document gives. */
export const decodeTime = (log: ProblemLog, values: Values | undefined, steps: ReadonlyArray<number>): DecodedTime => {
  const end = values?.end
  const given = values?.record
  const isDefault = given === undefined && end !== undefined && log.trusts('time.record')
  const record = isDefault ? defaultRecord(end, steps) : given
  const records = end === undefined || record === undefined ? undefined : countRecords(log, end, record)
  return {
    ...(end !== undefined && { end }),
    ...(record !== undefined && { record }),
    ...(records !== undefined && { records }),
    recordName: isDefault ? `${record}, the default of time.record,` : `${record},`,
  }
}

const takesTooMany = (log: ProblemLog, record: number, dt: number, path: string): boolean => {
  if (record / dt <= MOST_STEPS) return false
  const least = nearestDivisor(record, record / MOST_STEPS)
  log.complain(path, `got ${dt}, which makes more than ${MOST_STEPS} steps between records: give at least ${least}`)
  return true
}

/** Complains, at the record time, unless it is a multiple of the step that the key `path` gives. */
export const recordFits = (log: ProblemLog, { record, recordName }: DecodedTime, dt: number, path: string): void => {
  if (record === undefined || takesTooMany(log, record, dt, path) || (wholeMultiple(record, dt) ?? 0) >= 1) return
  const nearest = nearestMultiple(record, dt)
  log.complain(
    'time.record',
    `got ${recordName} which is not a multiple of ${path} = ${dt}: the nearest is ${nearest}, or set ${path} to ${nearestDivisor(record, dt)}`,
  )
}

/** Complains, at the step, unless the record time is a multiple of it. */
export const stepFits = (log: ProblemLog, { record }: DecodedTime, dt: number, path: string): void => {
  if (record === undefined || takesTooMany(log, record, dt, path) || (wholeMultiple(record, dt) ?? 0) >= 1) return
  log.complain(
    path,
    `got ${dt}, of which time.record = ${record} is not a multiple: the largest allowed below is ${nearestDivisor(record, dt)}`,
  )
}

const inBetween = (records: number): ReadonlyArray<number> => [
  ...new Set([0, Math.round(records / 3), Math.round((2 * records) / 3), records]),
]

/** Decodes the key `snapshots`: sorted, each once; by default four times from start to end. */
export const decodeSnapshots = (
  log: ProblemLog,
  values: ReadonlyArray<number> | undefined,
  { end, record, records }: DecodedTime,
): ReadonlyArray<number> => {
  if (end === undefined || record === undefined || records === undefined) return []
  if (values === undefined)
    return inBetween(records).map((index) => (index === records ? end : Number((index * record).toPrecision(12))))
  const kept = new Map<number, number>()
  values.forEach((time, index) => {
    const at = wholeMultiple(time, record)
    const path = `snapshots.${index}`
    if (time < 0 || (at ?? time / record) > records)
      log.complain(path, `got ${describeValue(time)}; give a time from 0 to time.end = ${end}`)
    else if (at === undefined)
      log.complain(
        path,
        `got ${time}, which is not a multiple of time.record = ${record}: the nearest is ${nearestMultiple(time, record, 0)}`,
      )
    else kept.set(at, time)
  })
  return [...kept.values()].sort((a, b) => a - b)
}
