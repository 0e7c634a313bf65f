import { SelectField, TextField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Parts } from '../../../web/parts.tsx'
import { Day } from '../../../web/time.tsx'
import type { Listed } from '../queries/listing.ts'
import { FACETS, LONGEST, noonOf, SORTS, type Chosen, type Facet, type Sort } from '../rules.ts'
import { facetValue, placeName, type Names } from './words.ts'

/** `q`: words that a body holds; empty: any. */
export type Asked = { readonly q: string; readonly chosen: Chosen; readonly sort: Sort }

type Props = {
  readonly page: Page
  readonly asked: Asked
  readonly names: Names
  readonly counts: ReadonlyMap<Facet, ReadonlyMap<string, number>>
  readonly bodies: readonly Listed[]
  /** How many there are on all parts. */
  readonly total: number
  readonly part: { readonly number: number; readonly of: number }
  readonly mayImport: boolean
}

export function searchOf({ q, chosen, sort }: Asked, part = 1): string {
  const query = new URLSearchParams()
  if (q !== '') query.set('q', q)
  for (const facet of FACETS) if (chosen[facet] !== undefined) query.set(facet, chosen[facet])
  if (sort !== 'name') query.set('sort', sort)
  if (part > 1) query.set('part', String(part))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

const isNarrow = ({ q, chosen }: Asked): boolean => q !== '' || Object.keys(chosen).length > 0

export function DirectoryPage(props: Props) {
  const { page, asked, bodies, total, part, names } = props
  const { say } = page
  const to = (number: number) => href(page, `/directory${searchOf(asked, number)}`)
  return (
    <Layout page={page} title={say('directory.title')} description={say('directory.lead')} width="wide">
      <h1>{say('directory.title')}</h1>
      <p class="lead">{say('directory.lead')}</p>
      <nav class="tabs" aria-label={say('directory.views')}>
        <a href={to(1)} aria-current="page">
          {say('directory.as-list')}
        </a>
        <a href={href(page, '/directory/map')}>{say('directory.as-map')}</a>
      </nav>
      <FacetForm {...props} />
      <section aria-labelledby="bodies">
        <h2 id="bodies">{say('directory.count', { count: total })}</h2>
        <ChosenLinks page={page} asked={asked} names={names} />
        {bodies.length === 0 ? <Nothing page={page} narrow={isNarrow(asked)} /> : null}
        <ul class="rows">
          {bodies.map((body) => (
            <Row page={page} body={body} names={names} />
          ))}
        </ul>
        <Parts
          part={part}
          to={to}
          words={{ name: say('directory.parts'), before: say('directory.before'), after: say('directory.after') }}
        />
      </section>
      <p class="quiet">{say(`directory.order.${asked.sort}`)}</p>
      <Files page={page} asked={asked} mayImport={props.mayImport} />
    </Layout>
  )
}

function FacetForm({ page, asked, counts, names }: Props) {
  const { say } = page
  const { compare } = new Intl.Collator(say.locale)
  return (
    <form method="get" action={href(page, '/directory')} class="card" role="search">
      <TextField
        name="q"
        type="search"
        label={say('directory.words')}
        hint={say('directory.words-hint')}
        value={asked.q}
        most={LONGEST.query}
      />
      <details open={Object.keys(asked.chosen).length > 0}>
        <summary>{say('directory.narrow')}</summary>
        {FACETS.map((facet) => {
          const values = new Map(counts.get(facet))
          const chosen = asked.chosen[facet]
          if (chosen !== undefined && !values.has(chosen)) values.set(chosen, 0)
          const options = [...values]
            .map(([value, count]) => ({ value, name: facetValue(say, facet, value, names), count }))
            .toSorted((a, b) => compare(a.name, b.name))
            .map(({ value, name, count }) => ({ value, label: say('directory.option', { name: `\u2068${name}\u2069`, count }) }))
          return options.length === 0 ? null : (
            <SelectField
              name={facet}
              label={say(`directory.facet.${facet}`)}
              value={chosen ?? ''}
              options={[{ value: '', label: say('directory.any') }, ...options]}
            />
          )
        })}
        <SelectField
          name="sort"
          label={say('directory.sort')}
          value={asked.sort}
          options={SORTS.map((value) => ({ value, label: say(`directory.sort.${value}`) }))}
        />
      </details>
      <p class="actions">
        <button type="submit">{say('directory.show')}</button>
      </p>
    </form>
  )
}

/** What the list is narrowed down by; each link takes one away. */
function ChosenLinks({ page, asked, names }: { page: Page; asked: Asked; names: Names }) {
  const { say } = page
  const chosen = FACETS.flatMap((facet) => {
    const value = asked.chosen[facet]
    return value === undefined ? [] : [{ facet, name: facetValue(say, facet, value, names) }]
  })
  return !isNarrow(asked) ? null : (
    <ul class="targets">
      {asked.q === '' ? null : (
        <li>
          <a href={href(page, `/directory${searchOf({ ...asked, q: '' })}`)}>
            {say('directory.without', { facet: say('directory.words'), name: `\u2068${asked.q}\u2069` })}
          </a>
        </li>
      )}
      {chosen.map(({ facet, name }) => {
        const { [facet]: _gone, ...rest } = asked.chosen
        return (
          <li>
            <a href={href(page, `/directory${searchOf({ ...asked, chosen: rest })}`)}>
              {say('directory.without', { facet: say(`directory.facet.${facet}`), name: `\u2068${name}\u2069` })}
            </a>
          </li>
        )
      })}
    </ul>
  )
}

function Nothing({ page, narrow }: { page: Page; narrow: boolean }) {
  const { say } = page
  return (
    <div class="empty">
      <p>{say(narrow ? 'directory.none-narrow' : 'directory.none')}</p>
      <p>
        {narrow ? (
          <a href={href(page, '/directory')}>{say('directory.all')}</a>
        ) : (
          <a href={href(page, '/bodies')}>{say('directory.none-then')}</a>
        )}
      </p>
    </div>
  )
}

function Row({ page, body, names }: { page: Page; body: Listed; names: Names }) {
  const { say } = page
  const where = body.placeIds.flatMap((id) => {
    const place = names.places.get(id)
    return place === undefined ? [] : [placeName(say, place)]
  })
  const facts = [say(`body-kind.${body.kind}`), ...(where.length === 0 ? [] : [say.list(where.slice(0, 4))])]
  return (
    <li>
      <h3>
        <a href={href(page, `/bodies/${encodeURIComponent(body.slug)}`)}>
          <InLanguage language={body.language}>{body.name}</InLanguage>
        </a>
      </h3>
      <p>{facts.join(' · ')}</p>
      <p class={body.freshness === 'fresh' ? 'status' : 'status late'}>
        {say(`verification.short.${body.level ?? 'none'}`)} · <Checked page={page} body={body} />
      </p>
    </li>
  )
}

/** When somebody of the body last looked, and what that means after a year and after a year and a half. */
export function Checked({ page, body: { checkedOn, freshness } }: { page: Page; body: Pick<Listed, 'checkedOn' | 'freshness'> }) {
  const { say } = page
  if (checkedOn === null) return <>{say('directory.fresh.empty')}</>
  return (
    <>
      {say('directory.checked')} <Day page={page} at={noonOf(checkedOn)} />
      {freshness === 'fresh' ? null : <strong> · {say(`directory.fresh.${freshness}`)}</strong>}
    </>
  )
}

function Files({ page, asked, mayImport }: { page: Page; asked: Asked; mayImport: boolean }) {
  const { say } = page
  return (
    <ul class="targets">
      {(['csv', 'json'] as const).map((form) => (
        <li>
          <a href={href(page, `/directory/export.${form}${searchOf(asked)}`)}>{say(`directory.file.${form}`)}</a>
        </li>
      ))}
      {mayImport ? (
        <li>
          <a href={href(page, '/directory/import')}>{say('directory.import')}</a>
        </li>
      ) : null}
    </ul>
  )
}
