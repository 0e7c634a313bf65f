import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Parts } from '../../../web/parts.tsx'
import { Day } from '../../../web/time.tsx'
import type { Followed, OwnFollows } from '../queries/follows.ts'
import type { Recipe } from '../queries/recipes.ts'
import type { Named, NamedSubject } from '../queries/subjects.ts'
import { HEAVIEST, muteHolds, subjectFrom, type Mute } from '../rules.ts'
import { called } from './item.tsx'

export type FollowsProps = {
  readonly page: Page
  readonly own: OwnFollows
  readonly muted: Named
  readonly recipes: readonly Recipe[]
  readonly saved: boolean
}

export function FollowsPage({ page, own, muted, recipes, saved }: FollowsProps) {
  const { say } = page
  const mutes = own.state.mutes.filter((mute) => muteHolds(mute, page.now))
  return (
    <Layout page={page} title={say('follows.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me/feed')}>{say('following.title')}</a>
      </p>
      <h1>{say('follows.title')}</h1>
      <p class="lead">{say('follows.lead')}</p>
      {saved ? (
        <p class="done" role="status">
          {say('follows.saved')}
        </p>
      ) : null}
      {own.followed.length === 0 ? <p class="empty">{say('feed.empty.nothing')}</p> : <Followeds page={page} own={own} />}
      {own.belonging.length === 0 ? null : (
        <section>
          <h2>{say('follows.belonging')}</h2>
          <p class="quiet">{say('follows.belonging.what')}</p>
          <ul class="targets">
            {own.belonging.map((one) => (
              <li>
                <SubjectLink page={page} found={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {mutes.length === 0 ? null : <Mutes page={page} mutes={mutes} named={muted} />}
      {recipes.length === 0 ? null : <Recipes page={page} recipes={recipes} />}
    </Layout>
  )
}

export function SubjectLink({ page, found }: { readonly page: Page; readonly found: NamedSubject }) {
  return (
    <a href={href(page, found.path)}>
      <InLanguage language={found.language}>{found.name}</InLanguage>
    </a>
  )
}

/** One form keeps what each weighs; the button beside each is one of its own. */
function Followeds({ page, own }: { readonly page: Page; readonly own: OwnFollows }) {
  const { say } = page
  return (
    <>
      <ul class="rows">
        {own.followed.map((one) => (
          <li>
            <OneFollowed page={page} one={one} />
          </li>
        ))}
      </ul>
      <Form page={page} action={href(page, '/me/follows/weights')} id="weights">
        <p class="quiet">{say('follows.weight.what', { heaviest: HEAVIEST })}</p>
        <p class="actions">
          <button>{say('follows.weight.save')}</button>
        </p>
      </Form>
      <Parts
        part={own.part}
        to={(number) => href(page, `/me/follows?part=${number}`)}
        words={{ name: say('follows.title'), before: say('follows.before'), after: say('follows.after') }}
      />
    </>
  )
}

function OneFollowed({ page, one: { key, weight, found } }: { readonly page: Page; readonly one: Followed }) {
  const { say } = page
  const subject = subjectFrom(key)
  if (subject === null) return null
  const name = found === null ? say('follows.gone') : called(found)
  return (
    <>
      <p>
        {found === null ? say('follows.gone') : <SubjectLink page={page} found={found} />}{' '}
        <span class="quiet">{say(`follows.sort.${subject.sort}`)}</span>
      </p>
      <div class="field">
        <label for={`field-weight-${key}`}>
          {say('follows.weight')} <span class="aloud">{name}</span>
        </label>
        <select id={`field-weight-${key}`} name={`weight-${key}`} form="weights">
          {Array.from({ length: HEAVIEST + 1 }, (_, step) => (
            <option value={String(step)} selected={step === weight}>
              {say.number(step)}
            </option>
          ))}
        </select>
      </div>
      <Form page={page} action={href(page, '/me/follows/undo')}>
        <SubjectFields sort={subject.sort} id={subject.id} then="/me/follows" />
        <button class="plain">
          {say('follow.undo')} <span class="aloud">{name}</span>
        </button>
      </Form>
    </>
  )
}

export function SubjectFields({ sort, id, then }: { readonly sort: string; readonly id: string; readonly then: string }) {
  return (
    <>
      <input type="hidden" name="sort" value={sort} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="then" value={then} />
    </>
  )
}

function Mutes({ page, mutes, named }: { readonly page: Page; readonly mutes: readonly Mute[]; readonly named: Named }) {
  const { say } = page
  return (
    <section>
      <h2>{say('mutes.title')}</h2>
      <ul class="rows">
        {mutes.map(({ sort, what, until }) => (
          <li>
            <p>
              {sort === 'kind' ? (
                say('mute.all-calls')
              ) : (
                <bdi>{sort === 'word' ? what : (named.get(what)?.name ?? say('follows.gone'))}</bdi>
              )}{' '}
              <span class="quiet">{until === null ? say('mutes.for-good') : <Until page={page} day={until} />}</span>
            </p>
            <Form page={page} action={href(page, '/me/feed/mute/end')}>
              <input type="hidden" name="kind" value={sort} />
              <input type="hidden" name="what" value={what} />
              <button class="plain">{say('mutes.end')}</button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Until = ({ page, day }: { readonly page: Page; readonly day: string }) => (
  <>
    {page.say('mutes.until')} <Day page={page} at={new Date(`${day}T12:00:00Z`)} />
  </>
)

function Recipes({ page, recipes }: { readonly page: Page; readonly recipes: readonly Recipe[] }) {
  const { say } = page
  return (
    <section>
      <h2>{say('recipe.yours')}</h2>
      <ul class="rows">
        {recipes.map((recipe) => (
          <li>
            <p>
              <a href={href(page, `/feeds/${recipe.id}`)}>
                <InLanguage language={recipe.language}>{recipe.title}</InLanguage>
              </a>{' '}
              <span class="quiet">
                {say(recipe.ended ? 'recipe.ended' : 'recipe.ends')} <Day page={page} at={new Date(`${recipe.endsOn}T12:00:00Z`)} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
