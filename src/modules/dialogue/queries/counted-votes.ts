import type { Reader } from '../../../platform/db.ts'

/**
 * The votes of a dialogue that count: those of participants whom moderators took out do not. Whatever counts, computes or gives out votes
 * begins here. Where nobody was taken out, which is nearly everywhere, an empty index is all that is looked at besides.
 */
export function countedVotes(db: Reader, dialogueId: string) {
  return db.selectFrom('vote').where('dialogue_id', '=', dialogueId).where('participant', 'not in', removedNumbers(db, dialogueId))
}

/** The same for the votes of an imported conversation as its source told them. */
export function countedImportedVotes(db: Reader, dialogueId: string) {
  return db.selectFrom('imported_vote').where('dialogue_id', '=', dialogueId).where('participant', 'not in', removedNumbers(db, dialogueId))
}

const removedNumbers = (db: Reader, dialogueId: string) =>
  db
    .selectFrom('participant as removed')
    .select('removed.number')
    .where('removed.dialogue_id', '=', dialogueId)
    .where('removed.removed_at', 'is not', null)
