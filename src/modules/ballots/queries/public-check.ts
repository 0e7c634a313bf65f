import { keyDigest } from '#hidden-ballot'
import type { Reader } from '../../../platform/db.ts'
import { isGivenOut } from '../rules.ts'
import { batchesOf, electionIssuers, type Box } from './boxes.ts'

/** All that anybody can check of a box, as its page shows it. `at`: the origin that gives the files out, if it is not this one. */
export async function publicCheck(db: Reader, box: Box, at = '') {
  const muted = await db
    .selectFrom('ballot_voter')
    .select('muted_for as rule')
    .where('dialogue_id', '=', box.id)
    .where('muted_for', 'is not', null)
    .orderBy('muted_for')
    .execute()
  return {
    box,
    files: `${at}/api/ballots/${box.id}`,
    issuers: electionIssuers(box, keyDigest).map((one) => ({ ...one, digest: keyDigest(one.key) })),
    batches: await batchesOf(db, box.id),
    muted: muted.map(({ rule }) => rule ?? ''),
    givenOut: isGivenOut(box),
  }
}
export type PublicCheck = Awaited<ReturnType<typeof publicCheck>>
