import { sql, type RawBuilder } from 'kysely'
import { keyOf, type SourceId, type Sources } from '../../../core/citable.ts'
import type { Event } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import type {} from '../tables.ts'

/** Is the id of no edition. */
const NONE = '00000000-0000-0000-0000-000000000000'

type Ref = SourceId & { readonly document: string }

/** Which citations to look at: of one document; of these sorts in an edition, or called so wherever they are; null: all. */
export type Which =
  | { readonly document: string }
  | { readonly sorts: readonly string[]; readonly edition: string | null; readonly names: readonly string[] }
  | null

/** What an event may have taken back. Its scope is the session, or a part of the id of what is gone. */
export async function whichBy(db: Reader, sources: Sources, { kind, scope, subject }: Event): Promise<Which> {
  const session = await gatherings.sessionById(db, scope, 'en')
  const sorts = [...(sources.takenBy().get(kind) ?? [])]
  return { sorts, edition: session?.editionId ?? null, names: [scope, subject] }
}

/** What is cited in drafts by words that the hub made of it, and in what was released; no source itself is read. */
async function refsAmong(db: Reader, which: Which): Promise<readonly Ref[]> {
  return [...(await inDrafts(db, which)), ...(await inReleases(db, which))]
}

/** Whether what this column holds is one of these, or begins by one of them. */
const named = (column: RawBuilder<unknown>, names: readonly string[]) =>
  sql<boolean>`(${column} = any(${[...names]}::text[]) or exists (select from unnest(${[...names]}::text[]) as name where starts_with(${column}, name || '/')))`

async function inDrafts(db: Reader, which: Which): Promise<readonly Ref[]> {
  const [sort, id] = [sql<string>`source.value ->> 'sort'`, sql<string>`source.value ->> 'id'`]
  let select = db
    .selectFrom('outcome_section')
    .innerJoin(sql<object>`jsonb_array_elements(outcome_section.sentences)`.as<'sentence'>(sql`sentence`), (join) => join.onTrue())
    .innerJoin(sql<object>`jsonb_array_elements(sentence.value -> 'sources')`.as<'source'>(sql`source`), (join) => join.onTrue())
    .select(['document_id as document', sort.as('sort'), id.as('id')])
    .where(sql<boolean>`sentence.value ->> 'key' is not null and sentence.value ->> 'text' <> ''`)
    .distinct()
  if (which !== null && 'document' in which) select = select.where('document_id', '=', which.document)
  else if (which !== null)
    select = select
      .where(sort, 'in', [...which.sorts])
      .where((where) => where.or([where('edition_id', '=', which.edition ?? NONE), named(id, which.names)]))
  return select.execute()
}

async function inReleases(db: Reader, which: Which): Promise<readonly Ref[]> {
  let select = db
    .selectFrom('outcome_release_source')
    .select(['document_id as document', 'sort', 'source_id as id'])
    .where('taken_out_at', 'is', null)
    .distinct()
  if (which !== null && 'document' in which) select = select.where('document_id', '=', which.document)
  else if (which !== null)
    select = select
      .where('sort', 'in', [...which.sorts])
      .where((where) => where.or([where('edition_id', '=', which.edition ?? NONE), named(sql.ref('source_id'), which.names)]))
  return select.execute()
}

/** The documents among them that hold words of something that was withdrawn. */
export async function holdingWithdrawn(db: Reader, sources: Sources, which: Which): Promise<readonly string[]> {
  const refs = await refsAmong(db, which)
  if (refs.length === 0) return []
  const found = await sources.byIds(db, refs, 'en')
  return [...new Set(refs.filter((ref) => found.get(keyOf(ref))?.state === 'withdrawn').map(({ document }) => document))]
}
