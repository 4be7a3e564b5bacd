import type { ConsistencyReport } from '@casimir/experiments'
import { consistencyMarkdown } from '@casimir/experiments'

const TABLE = /(<!-- consistency -->\n)[\s\S]*?(<!-- \/consistency -->)/

/** docs/consistency.md with the table between its markers written from a report. Errors: throws when the markers are missing. */
export const fillConsistency = (page: string, report: ConsistencyReport): string => {
  if (!TABLE.test(page)) throw new Error("docs/consistency.md has no '<!-- consistency -->' markers; put them in.")
  return page.replace(TABLE, (_, open: string, close: string) => `${open}${consistencyMarkdown(report)}${close}`)
}
