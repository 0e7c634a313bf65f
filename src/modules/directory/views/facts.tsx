import type { Child } from 'hono/jsx'
import { countryName } from '../../../web/countries.ts'
import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Listed } from '../queries/listing.ts'
import { fieldsOf, type Field } from '../rules.ts'
import { Checked } from './list.tsx'
import { placeName, type Names } from './words.ts'

type Props = {
  readonly page: Page
  readonly body: Listed
  readonly names: Names
  /** Who looked last, while they hold an office of the body. */
  readonly checkedBy: string | null
  readonly mayTend: boolean
}

/** On the page of a body. */
export function BodyFacts({ page, body, names, checkedBy, mayTend }: Props) {
  const { say } = page
  const { entry } = body
  const at = `/directory/${encodeURIComponent(body.slug)}`
  if (entry === null && !mayTend) return null
  return (
    <section aria-labelledby="directory">
      <h2 id="directory">{say('directory.of-body')}</h2>
      {entry === null ? (
        <p class="empty">{say('directory.no-entry-yet')}</p>
      ) : (
        <>
          <dl class="facts">
            {factsOf(page, body, names).map(([term, value]) => (
              <>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </>
            ))}
          </dl>
          <p class={body.freshness === 'fresh' ? 'status' : 'status late'}>
            <Checked page={page} body={body} />
            {checkedBy === null ? null : <> · {say('directory.checked-by', { name: `\u2068${checkedBy}\u2069` })}</>}
          </p>
        </>
      )}
      {mayTend ? (
        <Form page={page} action={href(page, `${at}/check`)}>
          <p class="actions">
            {entry === null ? null : <button type="submit">{say('directory.still-true')}</button>}
            <a class="button quiet" href={href(page, `${at}/edit`)}>
              {say(entry === null ? 'directory.write' : 'directory.edit')}
            </a>
          </p>
        </Form>
      ) : null}
    </section>
  )
}

type Fact = readonly [string, Child]

function factsOf(page: Page, body: Listed, names: Names): readonly Fact[] {
  const { say } = page
  const { entry } = body
  if (entry === null) return []
  const list = (key: string, words: readonly string[]): readonly Fact[] => (words.length === 0 ? [] : [[key, say.list(words)]])
  const own = (key: string, text: string | null): readonly Fact[] =>
    text === null
      ? []
      : [
          [
            key,
            <InLanguage as="p" language={entry.language}>
              {text}
            </InLanguage>,
          ],
        ]
  return [
    ...list(
      say('directory.facet.place'),
      entry.places.flatMap((id) => {
        const place = names.places.get(id)
        return place === undefined ? [] : [placeName(say, place)]
      }),
    ),
    ...list(
      say('directory.facet.origin'),
      entry.origins.map((code) => countryName(say.locale, code)),
    ),
    ...list(
      say('directory.facet.topic'),
      body.topicKeys.flatMap((key) => names.topics.find((topic) => topic.key === key)?.name ?? []),
    ),
    ...list(
      say('directory.facet.accepts'),
      entry.accepts.map((one) => say(`directory.accepts.${one}`)),
    ),
    ...(entry.membership === null ? [] : [[say('directory.membership'), say(`directory.membership.${entry.membership}`)] as const]),
    ...own(say('directory.hours'), entry.hours),
    ...own(say('directory.postal'), entry.postal),
    ...fieldsOf(body.kind).flatMap((field): readonly Fact[] => {
      const values = entry.fields[field.key] ?? []
      return values.length === 0 ? [] : [[say(`directory.field.${field.key}`), valueInWords(page, field, values, entry.language)]]
    }),
  ]
}

function valueInWords({ say }: Page, { form }: Field, values: readonly string[], language: string): Child {
  if (form === 'languages') return say.list(values.map(say.language))
  if (form === 'choice') return say.list(values.map((value) => say(`directory.media.${value}`)))
  if (values.length === 1) return <InLanguage language={language}>{values[0]}</InLanguage>
  return (
    <ul>
      {values.map((value) => (
        <li>
          <InLanguage language={language}>{value}</InLanguage>
        </li>
      ))}
    </ul>
  )
}

/** On the page of a place or a topic: who is there. */
export function BodiesThere({ page, bodies, more, to }: { page: Page; bodies: readonly Listed[]; more: number; to: string }) {
  const { say } = page
  return (
    <section aria-labelledby="bodies-there">
      <h2 id="bodies-there">{say('directory.there')}</h2>
      <ul class="rows">
        {bodies.map((body) => (
          <li>
            <a href={href(page, `/bodies/${encodeURIComponent(body.slug)}`)}>
              <InLanguage language={body.language}>{body.name}</InLanguage>
            </a>{' '}
            <span class="status">
              {say(`body-kind.${body.kind}`)} ·{' '}
              {body.checkedOn === null ? say('directory.fresh.empty') : <Checked page={page} body={body} />}
            </span>
          </li>
        ))}
      </ul>
      {more === 0 ? null : (
        <p>
          <a href={href(page, to)}>{say('directory.there-all', { count: bodies.length + more })}</a>
        </p>
      )}
    </section>
  )
}
