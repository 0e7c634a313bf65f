import { keyDigest } from '#hidden-ballot'
import type { Reader } from '../../../platform/db.ts'
import { isGivenOut } from '../rules.ts'
import { batchesOf, electionIssuers, type Box } from './boxes.ts'

/** All that anybody can check of a box, as its page shows it. `at`: the origin that gives the files out, if it is not this one. */
export async function publicCheck(db: Reader, box: Box, at = '') {
  const muted = await db
    .selectFrom('ballot_voter')
    .innerJoin('ballot_statement', (join) =>
      join
        .onRef('ballot_statement.dialogue_id', '=', 'ballot_voter.dialogue_id')
        .onRef('ballot_statement.voter', '=', 'ballot_voter.voter'),
    )
    .select(['ballot_statement.number', 'ballot_voter.muted_for as rule'])
    .where('ballot_voter.dialogue_id', '=', box.id)
    .where('ballot_voter.muted_for', 'is not', null)
    .orderBy('ballot_statement.number')
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
