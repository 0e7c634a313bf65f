import type { AllRecords } from '../../../core/recorded.ts'
import type { BodySection, ThingSection } from '../../../web/manifest.ts'
import { organisations } from '../../organisations/index.ts'
import { entriesOf, entryOfThing } from '../queries/entries.ts'
import { BodyOnRecord, ThingOnRecord } from '../views/pieces.tsx'
import { VotesOnRecord } from '../views/votes.tsx'

/** On the page of a body: the way to what the log says of it and, where it is verified, the key with which it speaks. */
export const bodySection: BodySection = async ({ runner: { db, outside } }, page, bodyId) => {
  const verified = (await organisations.verifiedTold(db)).has(bodyId)
  const some = (await entriesOf(db, { body: bodyId }, 1)).length > 0
  if (!verified && !some) return null
  const key = verified ? Buffer.from(outside.signer.log.ofBody(bodyId).publicKey).toString('base64') : null
  return <BodyOnRecord page={page} body={bodyId} some={some} bodyKey={key} />
}

/** On the page of a thing whose words the log commits to, and on the private page of whoever wrote it: the way to its entry, and to a receipt. */
export const thingSectionOf =
  ({ committed, own }: AllRecords): ThingSection =>
  async ({ runner: { db } }, page, { sort, scope, subject, toAuthor }) => {
    const covering = toAuthor ? own.find((one) => one.sort === sort) : undefined
    if (covering !== undefined) {
      const { certificate, withheld } = await covering.newest(db, scope)
      const [entry] = withheld ? [] : await entriesOf(db, { kind: covering.t, scope }, 1)
      const index = entry !== undefined && entry.fields['certificate'] === certificate ? entry.index : null
      return <VotesOnRecord page={page} index={index} withheld={withheld} />
    }
    const thing = committed.get(sort)?.ofThing?.({ scope, subject })
    const index = thing === undefined ? null : await entryOfThing(db, { sort, thing })
    return index === null ? null : <ThingOnRecord page={page} index={index} toAuthor={toAuthor} />
  }
