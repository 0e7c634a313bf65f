import { soughtIn, wordsIn } from '#findable'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { holdsAll } from '../rules.ts'
import type { Directory, Listed } from './listing.ts'

/** The bodies that hold all these words, in any language: in their names and summaries, in their entries, in the names of their places and topics. */
export async function holding(db: Reader, directory: Directory, q: string): Promise<Directory> {
  const sought = soughtIn(q)
  if (sought.length === 0) return directory
  const { bodies } = directory
  const texts = Map.groupBy(
    await organisations.textsOfBodies(
      db,
      bodies.map(({ id }) => id),
    ),
    ({ bodyId }) => bodyId,
  )
  const where = await places.namesOf(db, [...new Set(bodies.flatMap(({ placeIds, entry }) => [...placeIds, ...(entry?.origins ?? [])]))])
  const about = await topics.namesOf(db, [...new Set(bodies.flatMap(({ topicKeys }) => topicKeys))])
  const wordsOf = ({ id, placeIds, topicKeys, entry }: Listed): readonly string[] =>
    wordsIn(
      [
        ...(texts.get(id) ?? []).flatMap(({ name, summary }) => [name, summary]),
        ...[...placeIds, ...(entry?.origins ?? [])].flatMap((place) => where.get(place) ?? []),
        ...topicKeys.flatMap((key) => about.get(key) ?? []),
        ...Object.values(entry?.fields ?? {}).flat(),
      ].join('\n'),
    )
  return { ...directory, bodies: bodies.filter((body) => holdsAll(wordsOf(body), sought)) }
}
