import type { Child } from 'hono/jsx'
import { SelectField, TextField, type Option } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Parts } from '../../../web/parts.tsx'
import type { FindAsked, Found } from '../queries/find.ts'
import type { SeenCommunity } from '../queries/seen-community.ts'
import { FACETS, SORTS, type FacetSort } from '../tables.ts'
import { facetText, Row, type Names } from './pieces.tsx'
import { crossingPath, keyOf, ORDERS, type Facet } from '../rules.ts'

export type FindProps = {
  readonly page: Page
  readonly asked: FindAsked
  readonly found: Found
  readonly names: Names
  readonly mine: readonly SeenCommunity[]
  /** Whether the hub has any that can be found. */
  readonly some: boolean
}

const PATH = '/communities'

export function queryOf(asked: FindAsked): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked))
    if (value !== '' && !(name === 'order' && value === 'name') && !(name === 'part' && value === 1)) query.set(name, String(value))
  return query.size === 0 ? '' : `?${query}`
}

/** All communities that can be found, without an account; how they are ordered is said. */
export function FindPage(props: FindProps) {
  const { page, asked, found, names, mine } = props
  const { say } = page
  const to = (changed: Partial<FindAsked>) => `${href(page, PATH)}${queryOf({ ...asked, ...changed })}`
  const chosen = crossedIn(asked)
  const feeds = [{ title: say('nav.feeds'), path: chosen.length === 0 ? '/feeds/all' : crossingPath(chosen) }]
  const bare = queryOf({ ...asked, part: 1, order: 'name' }) === ''
  return (
    <Layout
      page={page}
      title={say('communities.title')}
      description={say('communities.lead')}
      index={bare && asked.part === 1}
      feeds={feeds}
    >
      <h1>{say('communities.title')}</h1>
      <p class="lead">{say('communities.lead')}</p>
      <p class="actions">
        <a class="button" href={href(page, '/communities/new')}>
          {say('communities.found')}
        </a>
        {page.actor.account === null ? null : (
          <a class="button quiet" href={href(page, '/me/communities')}>
            {say('communities.mine')}
          </a>
        )}
      </p>
      <Mine page={page} mine={mine} />
      <nav class="tabs" aria-label={say('communities.sorts')}>
        {['' as const, ...SORTS].map((sort) => (
          <a href={to({ sort, part: 1 })} aria-current={asked.sort === sort ? 'page' : undefined}>
            {sort === '' ? say('communities.sort.all') : say(`communities.sort.${sort}`)}
          </a>
        ))}
      </nav>
      <Search {...props} open={!bare} />
      <p class="quiet" role="status">
        {say('communities.total', { count: found.total })} {say(`communities.order-is.${asked.order}`)}
      </p>
      {found.communities.length === 0 ? (
        <div class="empty">
          <p>{say(props.some ? 'communities.none-found' : 'communities.empty')}</p>
          <p class="actions">
            <a class="button quiet" href={href(page, props.some ? PATH : '/communities/new')}>
              {say(props.some ? 'communities.all-again' : 'communities.found')}
            </a>
          </p>
        </div>
      ) : (
        <ul class="rows">
          {found.communities.map((card) => (
            <Row page={page} card={card} names={names} />
          ))}
        </ul>
      )}
      <Ways page={page} asked={asked} />
      <Parts
        part={{ number: Math.min(asked.part, found.parts), of: found.parts }}
        to={(part) => to({ part })}
        words={{ name: say('communities.parts'), before: say('communities.parts.before'), after: say('communities.parts.after') }}
      />
    </Layout>
  )
}

/** Where one looks further: what was chosen as a page with an address and a feed of its own, all topics, all that is new; and the list to take along. */
function Ways({ page, asked }: Pick<FindProps, 'page' | 'asked'>): Child {
  const { say } = page
  const chosen = crossedIn(asked)
  return (
    <ul class="targets">
      {chosen.length === 0 ? null : (
        <li>
          <a href={href(page, crossingPath(chosen))}>{say('communities.own-page')}</a>
        </li>
      )}
      <li>
        <a href={href(page, '/topics')}>{say('nav.topics')}</a>
      </li>
      <li>
        <a href={href(page, '/feeds')}>{say('nav.feeds')}</a>
      </li>
      {(['csv', 'json'] as const).map((form) => (
        <li>
          <a href={`${href(page, `${PATH}/export.${form}`)}${queryOf({ ...asked, part: 1 })}`}>{say(`communities.file.${form}`)}</a>
        </li>
      ))}
    </ul>
  )
}

/** What was chosen beside words and sort; where these were asked for too, no other page says the same. */
const crossedIn = (asked: FindAsked): readonly Facet[] =>
  asked.q !== '' || asked.sort !== '' ? [] : FACETS.flatMap((sort) => (asked[sort] === '' ? [] : [{ sort, value: asked[sort] }]))

function Mine({ page, mine }: { page: Page; mine: readonly SeenCommunity[] }): Child {
  if (mine.length === 0) return null
  return (
    <section>
      <h2>{page.say('communities.mine')}</h2>
      <ul class="targets">
        {mine.map(({ path, name, language }) => (
          <li>
            <a href={href(page, path)}>
              <InLanguage language={language}>{name}</InLanguage>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What can be chosen are the things that those are about which were found: whatever is chosen, something is there. */
function Search({ page, asked, found, names, open }: FindProps & { open: boolean }) {
  const { say } = page
  const options = (sort: FacetSort): readonly Option[] => {
    const own = found.facets.filter((facet) => facet.sort === sort && names.has(keyOf(facet)))
    const listed = own.map((facet) => ({
      value: facet.value,
      label: say('communities.facet-count', { name: facetText(page, facet, names.get(keyOf(facet))), count: facet.count }),
    }))
    const chosen = { sort, value: asked[sort] }
    const missing = chosen.value !== '' && !own.some(({ value }) => value === chosen.value)
    const kept = missing ? [{ value: chosen.value, label: facetText(page, chosen, names.get(keyOf(chosen))) || chosen.value }] : []
    return [{ value: '', label: say('communities.any') }, ...kept, ...listed]
  }
  return (
    <details open={open}>
      <summary>{say('communities.search')}</summary>
      <form method="get" action={href(page, PATH)} role="search">
        {asked.sort === '' ? null : <input type="hidden" name="sort" value={asked.sort} />}
        <TextField name="q" label={say('communities.words')} value={asked.q} type="search" most={120} />
        {FACETS.map((sort) => {
          const all = options(sort)
          return all.length < 2 ? null : (
            <SelectField name={sort} label={say(`communities.facet.${sort}`)} value={asked[sort]} options={all} />
          )
        })}
        <SelectField
          name="order"
          label={say('communities.order')}
          value={asked.order}
          options={ORDERS.map((order) => ({ value: order, label: say(`communities.order.${order}`) }))}
        />
        <p class="actions">
          <button>{say('communities.search.do')}</button>
          <a class="button quiet" href={href(page, PATH)}>
            {say('communities.all-again')}
          </a>
        </p>
      </form>
    </details>
  )
}
