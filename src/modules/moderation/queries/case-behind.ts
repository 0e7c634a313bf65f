import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { readReport } from './case-file.ts'
import { readReasonsLink, readReportLink, type Ref } from './links.ts'

/** The case that a private link leads to, and whether it is the author's link or that of somebody who reported. */
export async function caseBehind(db: Reader, keys: Keys, link: string): Promise<{ readonly ref: Ref; readonly byAuthor: boolean } | null> {
  const own = readReasonsLink(keys, link)
  if (own !== null) return { ref: own, byAuthor: true }
  const reported = readReportLink(keys, link)
  const report = reported === null ? null : await readReport(db, reported)
  return report === null ? null : { ref: { scope: report.scope_id, id: report.case_id }, byAuthor: false }
}
