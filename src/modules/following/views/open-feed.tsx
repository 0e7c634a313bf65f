import type { Child } from 'hono/jsx'
import { feedLinks } from '../../../web/feeds.ts'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Feed } from '../queries/own-feed.ts'
import type { Recipe } from '../queries/recipes.ts'
import type { Named } from '../queries/subjects.ts'
import { cursorText } from '../rules.ts'
import { Formula } from './feed.tsx'
import { SubjectLink } from './follows.tsx'
import { FeedItem } from './item.tsx'

type Shown = {
  readonly page: Page
  readonly feed: Feed
  /** The address of the page and of its files but for the ending, without language. */
  readonly path: string
  readonly file: string
  readonly search: string
}

export type OpenFeedProps = Shown & {
  /** What is followed; null: everything. */
  readonly named: Named | null
}

/** What somebody without an account follows: it stands in the address, and nowhere else. */
export function OpenFeedPage({ page, feed, path, file, search, named }: OpenFeedProps) {
  const { say } = page
  const title =
    named === null ? say('feeds.all') : say('feeds.of', { names: say.list([...named.values()].map(({ name }) => `\u2068${name}\u2069`)) })
  return (
    <Layout
      page={page}
      title={title}
      description={say('feeds.lead')}
      feeds={search === '' ? [{ title, path: file }] : []}
      index={search === ''}
    >
      <h1>{title}</h1>
      <p class="lead">{say(named === null ? 'feeds.lead' : 'feeds.address')}</p>
      {named === null ? null : <Subjects page={page} named={named} />}
      <Items page={page} feed={feed} path={path} search={search} />
      <Addresses page={page} file={file} search={search} />
      <p class="actions">
        {page.actor.account === null ? (
          <a class="button quiet" href={href(page, '/sign-in?then=/me/feed')}>
            {say('feeds.with-account')}
          </a>
        ) : (
          <a class="button quiet" href={href(page, `/feeds/new${search}`)}>
            {say('recipe.new')}
          </a>
        )}
      </p>
    </Layout>
  )
}

function Subjects({ page, named }: { readonly page: Page; readonly named: Named }) {
  return (
    <ul class="targets">
      {[...named.values()].map((found) => (
        <li>
          <SubjectLink page={page} found={found} /> <span class="quiet">{page.say(`follows.sort.${found.subject.sort}`)}</span>
        </li>
      ))}
    </ul>
  )
}

function Items({ page, feed, path, search }: Omit<Shown, 'file'>) {
  const { say } = page
  const more = feed.next === null ? null : `${path}${search === '' ? '?' : `${search}&`}after=${encodeURIComponent(cursorText(feed.next))}`
  return (
    <>
      {feed.items.length === 0 ? <p class="empty">{say('feeds.none')}</p> : null}
      <ul class="rows">
        {feed.items.map((item) => (
          <FeedItem page={page} item={item} named={feed.named} own={false} />
        ))}
      </ul>
      {more === null ? null : (
        <p class="actions">
          <a class="button quiet" rel="next" href={href(page, more)}>
            {say('feed.next')}
          </a>
        </p>
      )}
    </>
  )
}

/** For programs that read feeds and for calendars; whoever uses one tells this hub nothing but that somebody reads it. */
export function Addresses({ page, file, search }: { readonly page: Page; readonly file: string; readonly search: string }) {
  const { say } = page
  return (
    <details>
      <summary>
        <h2>{say('feeds.programs')}</h2>
      </summary>
      <p>{say('feeds.programs.what')}</p>
      <ul class="targets">
        {feedLinks(page, file, search).map(({ form, href: to }) => (
          <li>
            <a href={to}>{say(`feeds.form.${form}`)}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}

export type RecipePageProps = {
  readonly page: Page
  readonly recipe: Recipe
  readonly owner: string | null
  readonly feed: Feed
  readonly named: Named
  /** What its owner and whoever runs the hub may do. */
  readonly may: { readonly renew: boolean; readonly withdraw: boolean }
  /** To report it, and what its owner reads of a decision. */
  readonly sections: readonly Child[]
}

/** A way of reading that somebody shares. */
export function RecipePage({ page, recipe, owner, feed, named, may, sections }: RecipePageProps) {
  const { say } = page
  const path = `/feeds/${recipe.id}`
  const by = owner === null ? say('recipe.by-nobody') : say('recipe.by', { name: `\u2068${owner}\u2069` })
  return (
    <Layout page={page} title={recipe.title} description={say('recipe.lead')} feeds={recipe.ended ? [] : [{ title: recipe.title, path }]}>
      <h1>
        <InLanguage language={recipe.language}>{recipe.title}</InLanguage>
      </h1>
      <p class="lead">{say('recipe.lead')}</p>
      <p class="quiet">
        {by} · {say('recipe.made')} <Dated page={page} day={recipe.madeOn} /> · {say(recipe.ended ? 'recipe.ended' : 'recipe.ends')}{' '}
        <Dated page={page} day={recipe.endsOn} />
      </p>
      {recipe.hiddenFor === null ? null : <p class="note">{say('recipe.hidden')}</p>}
      <Subjects page={page} named={named} />
      <Formula page={page} ordering={feed.ordering} />
      <div class="actions">
        {page.actor.account === null ? (
          <a class="button" href={href(page, `/sign-in?then=${path}`)}>
            {say('recipe.sign-in')}
          </a>
        ) : (
          <Press page={page} to={`${path}/adoption`} words="recipe.adopt" />
        )}
        {may.renew ? <Press page={page} to={`${path}/end`} words="recipe.renew" quiet /> : null}
        {may.withdraw ? <Press page={page} to={`${path}/withdrawal`} words="recipe.withdraw" quiet /> : null}
      </div>
      <p class="quiet">{say('recipe.adopt.what')}</p>
      <Items page={page} feed={feed} path={path} search="" />
      <Addresses page={page} file={path} search="" />
      {[...sections]}
    </Layout>
  )
}

const Dated = ({ page, day }: { readonly page: Page; readonly day: string }) => <Day page={page} at={new Date(`${day}T12:00:00Z`)} />

type PressProps = {
  readonly page: Page
  readonly to: string
  readonly words: 'recipe.adopt' | 'recipe.renew' | 'recipe.withdraw'
  readonly quiet?: boolean
  readonly children?: Child
}

const Press = ({ page, to, words, quiet = false }: PressProps) => (
  <Form page={page} action={href(page, to)}>
    <button class={quiet ? 'quiet' : undefined}>{page.say(words)}</button>
  </Form>
)
