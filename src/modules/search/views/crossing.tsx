import type { Child } from 'hono/jsx'
import { feedLinks } from '../../../web/feeds.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Parts } from '../../../web/parts.tsx'
import { Day } from '../../../web/time.tsx'
import { communities } from '../../communities/index.ts'
import type { Crossed } from '../queries/crossing.ts'
import { crossingPath, FACETS, keyOf, type Facet } from '../rules.ts'

type Props = {
  readonly page: Page
  readonly crossed: Crossed
  readonly part: number
  readonly labels: ReadonlyMap<string, string>
}

/** Beyond so many things at once a page is of use to whoever asks for it, and to no search engine. */
const MOST_FOR_SEARCH = 2
/** So many of one sort stand open; the others are folded away. */
const OPEN = 6

const nameOf = (page: Page, { names }: Crossed, facet: Facet): string => communities.facetText(page, facet, names.get(keyOf(facet)))
const isolated = (text: string): string => `\u2068${text}\u2069`

export const titleOf = (page: Page, crossed: Crossed): string =>
  page.say('crossing.title', { names: page.say.list(crossed.facets.map((facet) => isolated(nameOf(page, crossed, facet)))) })

/** All that there is of several things at once, and the combinations beside. */
export function CrossingPage({ page, crossed, part, labels }: Props) {
  const { say } = page
  const { facets, found, things } = crossed
  const title = titleOf(page, crossed)
  const path = crossingPath(facets)
  return (
    <Layout
      page={page}
      title={title}
      description={say('crossing.lead')}
      feeds={[{ title, path }]}
      index={found.total > 0 && facets.length <= MOST_FOR_SEARCH && part === 1}
    >
      <p class="crumb">
        <a href={href(page, '/communities')}>{say('communities.title')}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">{say('crossing.lead')}</p>
      <Fewer page={page} crossed={crossed} />
      <section>
        <h2>{say('crossing.communities', { count: found.total })}</h2>
        {found.total === 0 ? <p class="empty">{say('crossing.none')}</p> : null}
        <ul class="rows">
          {found.communities.map((card) => (
            <communities.Row page={page} card={card} names={crossed.names} heading="h3" />
          ))}
        </ul>
        <Parts
          part={{ number: Math.min(part, found.parts), of: found.parts }}
          to={(number) => href(page, number === 1 ? path : `${path}?part=${number}`)}
          words={{ name: say('communities.parts'), before: say('communities.parts.before'), after: say('communities.parts.after') }}
        />
      </section>
      {things.length === 0 ? null : (
        <section>
          <h2>{say('crossing.things')}</h2>
          <ul class="rows">
            {things.map((thing) => (
              <li>
                <p class="quiet">
                  {say(labels.get(thing.sort) ?? 'crossing.things')} · <Day page={page} at={thing.at} />
                </p>
                <p>
                  <a href={href(page, thing.path)}>
                    <InLanguage language={thing.language}>{thing.title}</InLanguage>
                  </a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <More page={page} crossed={crossed} />
      <p class="quiet">{say('crossing.counts')}</p>
      <details>
        <summary>
          <h2>{say('crossing.feeds')}</h2>
        </summary>
        <ul class="targets">
          {feedLinks(page, path).map(({ form, href: to }) => (
            <li>
              <a href={to}>{say(`crossing.feed.${form}`)}</a>
            </li>
          ))}
        </ul>
      </details>
    </Layout>
  )
}

/** What is crossed here, and what there is without one of it. */
function Fewer({ page, crossed }: { page: Page; crossed: Crossed }): Child {
  const { say } = page
  const { facets, fewer, names } = crossed
  return (
    <dl class="facts">
      {facets.map((facet) => {
        const path = names.get(keyOf(facet))?.path ?? null
        const without = fewer.find((one) => one.facet === facet)
        const name = nameOf(page, crossed, facet)
        return (
          <>
            <dt>{say(`communities.facet.${facet.sort}`)}</dt>
            <dd>
              {path === null ? <bdi>{name}</bdi> : <a href={href(page, path)}>{name}</a>}
              {without === undefined ? null : (
                <>
                  {' · '}
                  <a href={href(page, crossingPath(facets.filter((one) => one !== facet)))}>
                    {say('crossing.without', { name: isolated(name), count: without.count })}
                  </a>
                </>
              )}
            </dd>
          </>
        )
      })}
    </dl>
  )
}

/** With one thing more there is always something: it is what those are about that were found. */
function More({ page, crossed }: { page: Page; crossed: Crossed }): Child {
  const { say } = page
  const { facets, found, names } = crossed
  const chosen = new Set(facets.map(({ sort }) => sort))
  const sorts = FACETS.filter((sort) => !chosen.has(sort)).flatMap((sort) => {
    const own = found.facets.filter((facet) => facet.sort === sort && names.has(keyOf(facet)))
    return own.length === 0 ? [] : [{ sort, own }]
  })
  if (sorts.length === 0) return null
  const link = (facet: Facet & { readonly count: number }): Child => (
    <li>
      <a
        href={href(page, crossingPath(communities.inOneOrder([...facets, facet])))}
        rel={facets.length < MOST_FOR_SEARCH ? undefined : 'nofollow'}
      >
        {say('communities.facet-count', { name: nameOf(page, crossed, facet), count: facet.count })}
      </a>
    </li>
  )
  return (
    <section>
      <h2>{say('crossing.more')}</h2>
      {sorts.map(({ sort, own }) => (
        <>
          <h3>{say(`communities.facet.${sort}`)}</h3>
          <ul class="targets">{own.slice(0, OPEN).map(link)}</ul>
          {own.length <= OPEN ? null : (
            <details>
              <summary>{say('crossing.all-of-sort', { count: own.length - OPEN })}</summary>
              <ul class="targets">{own.slice(OPEN).map(link)}</ul>
            </details>
          )}
        </>
      ))}
    </section>
  )
}
