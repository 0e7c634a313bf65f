import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import { documentOf, placeAt } from './documents.ts'
import { fileByDigest, isReleased, releasedText, releasesOf } from './releases.ts'
import { demandDraft } from './demand.ts'
import { findIn, reservationPath, stood } from '../rules.ts'
import { choice, language, place, ref, uuid } from './shapes.ts'
import { endorsementsOf, signatories } from './endorsements.ts'

const file = z.object({
  ...{ name: z.string(), language: z.string(), form: z.enum(['pdf', 'docx', 'json']), sha256: z.string(), bytes: z.number().int() },
  given: z.boolean().describe('False: it holds words that were withdrawn, and is not given out any more'),
})
const cause = z.enum(['team', 'withdrawal']).describe('By those who edit it, or by the hub because a source was withdrawn')

export const listReleases = query({
  name: 'outcomes.releases',
  summary: 'Every release of a report or an outcome document, the newest first, with the digests of its files',
  route: 'GET /summits/{summit}/editions/{edition}/documents/{sort}/releases',
  input: z.object(place),
  output: z.object({
    document: uuid.nullable(),
    releases: z.array(z.object({ version: z.number().int(), releasedAt: z.date().nullable(), cause, files: z.array(file) })),
  }),
  async read(db, { input, actor, now }) {
    const at = (await placeAt(db, input, { sort: input.sort, number: input.session }, { actor, now })) ?? refuse(no('outcome.missing'))
    const document = await documentOf(db, at)
    const releases = document === null ? [] : (await releasesOf(db, document)).filter(isReleased)
    return {
      document: document?.id ?? null,
      releases: releases.map(({ version, releasedAt, cause: why, files }) => ({
        ...{ version, releasedAt, cause: why },
        files: files.map((one) => ({
          ...{ name: one.name, language: one.language, form: one.form, sha256: one.digest, bytes: one.size, given: !one.gone },
        })),
      })),
    }
  },
})

export const readDocument = (sources: Sources) =>
  query({
    name: 'outcomes.read',
    summary: 'A released report or outcome document as plain data: each sentence with the numbers of its notes, each note with its source',
    route: 'GET /summits/{summit}/editions/{edition}/documents/{sort}',
    input: z.object({ ...place, language: language.optional(), version: z.coerce.number().int().min(1).optional() }),
    output: z.object({
      ...{ version: z.number().int(), language: z.string(), takenOut: z.number().int() },
      document: z.unknown().describe('The canonical document, without what was withdrawn since'),
    }),
    async read(db, { input, actor, now }) {
      const at = (await placeAt(db, input, { sort: input.sort, number: input.session }, { actor, now })) ?? refuse(no('outcome.missing'))
      const document = (await documentOf(db, at)) ?? refuse(no('outcome.not-released'))
      const all = (await releasesOf(db, document)).filter(isReleased)
      const release =
        (input.version === undefined ? all[0] : all.find(({ version }) => version === input.version)) ??
        refuse(no('outcome.version-missing'))
      const chosen = release.texts.find((one) => one.language === (input.language ?? actor.locale)) ?? release.texts[0]
      const wanted = { version: release.version, language: chosen?.language ?? 'und' }
      const text = (await releasedText(db, document, wanted, sources)) ?? refuse(no('outcome.version-missing'))
      return { ...wanted, takenOut: text.takenOut, document: text.document }
    },
  })

export const listEndorsements = query({
  name: 'outcomes.endorsements',
  summary: 'What bodies said to the articles of an outcome document, the newest first; the last word of each holds',
  route: 'GET /summits/{summit}/editions/{edition}/endorsements',
  input: z.object({ summit: place.summit, edition: place.edition }),
  output: z.object({
    until: z.string().nullable(),
    endorsements: z.array(
      z.object({
        ...{ body: uuid, name: z.string(), government: z.boolean(), article: z.number().int(), version: z.number().int(), choice },
        ...{ reservation: z.string().nullable(), language: z.string().nullable(), office: z.string(), at: z.date() },
        hidden: z.boolean().describe('Moderators took the words from the public'),
        path: z.string().nullable().describe('The page of a reservation'),
      }),
    ),
  }),
  async read(db, { input, actor, now }) {
    const at = (await placeAt(db, input, { sort: 'outcome', number: null }, { actor, now })) ?? refuse(no('outcome.missing'))
    const document = await documentOf(db, at)
    const all = document === null ? [] : await endorsementsOf(db, document)
    const known = await signatories(
      db,
      all.map(({ body }) => body),
      actor.locale,
    )
    return {
      until: document?.endorseUntil ?? null,
      endorsements: all.map(
        ({ body, article, version, choice: chosen, reservation, language: tag, office, at: given, hidden, sequence }) => ({
          ...{
            body,
            name: known.get(body)?.name ?? '',
            government: known.get(body)?.government ?? false,
            article,
            version,
            choice: chosen,
          },
          ...{ reservation, language: tag, office, at: given, hidden },
          path: reservation === null ? null : reservationPath(at.path, { body, sequence }),
        }),
      ),
    }
  },
})

export const checkFile = query({
  name: 'outcomes.check-file',
  summary: 'Whether a file is one that this hub released: by its SHA-256',
  route: 'GET /released-files/{sha256}',
  input: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'field.invalid') }),
  output: z.object({
    released: z.boolean(),
    document: uuid.nullable(),
    version: z.number().int().nullable(),
    newest: z.number().int().nullable(),
    language: z.string().nullable(),
    form: z.string().nullable(),
    releasedAt: z.date().nullable(),
  }),
  async read(db, { input }) {
    const found = await fileByDigest(db, input.sha256)
    return {
      ...{ released: found !== null, document: found?.documentId ?? null, version: found?.version ?? null, newest: found?.newest ?? null },
      ...{ language: found?.language ?? null, form: found?.form ?? null, releasedAt: found?.releasedAt ?? null },
    }
  },
})

const sourceId = z.object({ sort: z.string(), id: z.string(), version: z.number().int() })

export const readDraft = (sources: Sources) =>
  query({
    name: 'outcomes.draft',
    summary: 'For whoever edits it: what is written and not yet released, each sentence with its sources and whether they still stand',
    route: 'GET /documents/{document}/draft',
    input: z.object(ref),
    output: z.object({
      languages: z.array(
        z.object({
          ...{ language: z.string(), title: z.string(), original: z.boolean(), behind: z.array(z.number().int()) },
          sections: z.array(
            z.object({
              ...{ number: z.number().int(), kind: z.enum(['part', 'article']), heading: z.string(), revision: z.number().int() },
              sentences: z.array(
                z.object({
                  ...{ id: uuid, text: z.string(), language: z.string(), by: z.enum(['hub', 'editor']), sources: z.array(sourceId) },
                  standing: z.enum(['standing', 'changed', 'withdrawn']),
                }),
              ),
            }),
          ),
        }),
      ),
    }),
    async read(db, { input, actor, now }) {
      const { draft } = await demandDraft(db, sources, input.document, { actor, now })
      return {
        languages: draft.texts.map(({ version, sections, found, behind }) => ({
          ...{ language: version.language, title: version.title, original: version.original, behind: [...behind] },
          sections: sections.map(({ number, kind, heading, revision, sentences }) => ({
            ...{ number, kind, heading, revision },
            sentences: stood(sentences, findIn(found)).map(({ id, text, language: tag, by, sources: cited, standing }) => ({
              ...{ id, text, language: tag, by, standing },
              sources: cited.map(({ sort, id: source, version: seen }) => ({ sort, id: source, version: seen })),
            })),
          })),
        })),
      }
    },
  })
