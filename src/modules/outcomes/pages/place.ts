import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { maySeeDraft } from '../policy.ts'
import type { Means } from '../queries/compiled.ts'
import { demandDraft } from '../queries/demand.ts'
import { documentOf, placeAt, type At, type Place } from '../queries/documents.ts'
import type { Draft, DraftText } from '../queries/draft.ts'
import type { Section } from '../queries/parts.ts'
import { no } from '../refusals.ts'
import type { DocumentSort } from '../tables.ts'

/** What the pages are made from: the hub, and what the other rooms let be cited. */
export type Room = Means & { readonly kit: Kit }

/** Where documents lie: of an edition, and of a session. */
export const BASES: readonly { readonly at: string; readonly sort: DocumentSort }[] = [
  { at: '/summits/:summit/:edition/report', sort: 'report' },
  { at: '/summits/:summit/:edition/outcome', sort: 'outcome' },
  { at: '/summits/:summit/:edition/sessions/:number/report', sort: 'report' },
]

export async function placeHere(c: PageContext, { kit }: Room, sort: DocumentSort): Promise<Place> {
  const { summit = '', edition = '', number } = c.req.param()
  if (number !== undefined && !/^\d{1,3}$/.test(number)) return refuse(no('outcome.missing'))
  const { actor, now } = c.var.page
  const wanted = { sort, number: number === undefined ? null : Number(number) }
  return (await placeAt(kit.runner.db, { summit, edition }, wanted, { actor, now })) ?? refuse(no('outcome.missing'))
}

export async function documentHere(c: PageContext, room: Room, sort: DocumentSort): Promise<At> {
  const place = await placeHere(c, room, sort)
  const document = (await documentOf(room.kit.runner.db, place)) ?? refuse(no('outcome.missing'))
  return { ...place, document }
}

export type Editing = { readonly at: At; readonly draft: Draft }

/** For those who prepare it; a document that was not begun has no draft. */
export async function draftHere(c: PageContext, room: Room, sort: DocumentSort): Promise<Editing> {
  const { actor, now } = c.var.page
  const { document } = await documentHere(c, room, sort)
  c.header('cache-control', 'private, no-store')
  return demandDraft(room.kit.runner.db, room.sources, document.id, { actor, now })
}

export type InText = Editing & { readonly text: DraftText; readonly original: DraftText }

export async function textHere(c: PageContext, room: Room, sort: DocumentSort): Promise<InText> {
  const editing = await draftHere(c, room, sort)
  const [original] = editing.draft.texts
  const text = editing.draft.texts.find(({ version }) => version.language === c.req.param('language'))
  return text === undefined || original === undefined ? refuse(no('outcome.section-missing')) : { ...editing, text, original }
}

export type InSection = InText & { readonly section: Section }

export async function sectionHere(c: PageContext, room: Room, sort: DocumentSort): Promise<InSection> {
  const inText = await textHere(c, room, sort)
  const number = numberAt(c, 'section')
  const section = inText.text.sections.find((one) => one.number === number)
  return section === undefined ? refuse(no('outcome.section-missing')) : { ...inText, section }
}

export function numberAt(c: PageContext, name: string): number {
  const given = c.req.param(name) ?? ''
  return /^[1-9]\d{0,5}$/.test(given) ? Number(given) : refuse(no('outcome.missing'))
}

export const preparesHere = (c: PageContext, place: Pick<Place, 'parts'>): boolean => maySeeDraft(c.var.page.actor, place.parts)
