import type { Verdict } from '#base'
import { Form } from '../../../web/fields.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { ListedProvider } from '../queries/providers.ts'
import type { MyProvider } from '../queries/subjects.ts'

type SignInProps = { readonly page: Page; readonly providers: readonly ListedProvider[]; readonly then: string | undefined }

/** A card for each provider on the page where one signs in. */
export function SignInCards({ page, providers, then }: SignInProps) {
  const { say } = page
  return (
    <>
      {providers.map(({ slug, name, body }) => (
        <li class="card">
          <h2>
            <bdi>{name}</bdi>
          </h2>
          <p>
            {say('provider.by-what')} {body === null ? null : <a href={href(page, `/bodies/${body}`)}>{say('provider.whose')}</a>}
          </p>
          <Form page={page} action={href(page, `/sign-in/with/${slug}`)} label={say('provider.use', { name })}>
            {then === undefined ? null : <input type="hidden" name="then" value={then} />}
            <p class="actions">
              <button type="submit">{say('provider.use', { name })}</button>
            </p>
          </Form>
        </li>
      ))}
    </>
  )
}

type MineProps = {
  readonly page: Page
  readonly mine: readonly MyProvider[]
  readonly others: readonly ListedProvider[]
  readonly mayChange: Verdict
}

/** On the page about how one signs in. Nothing at all where the hub has no provider. */
export function MyProviders({ page, mine, others, mayChange }: MineProps) {
  const { say } = page
  if (mine.length === 0 && others.length === 0) return null
  return (
    <section aria-labelledby="providers">
      <h2 id="providers">{say('provider.mine')}</h2>
      <p>{say('provider.mine-what')}</p>
      {mine.length === 0 ? null : (
        <ul class="rows">
          {mine.map((one) => (
            <Mine page={page} one={one} mayRemove={mayChange.ok} />
          ))}
        </ul>
      )}
      {mayChange.ok
        ? others.map(({ slug, name }) => (
            <Form page={page} action={href(page, `/me/providers/${slug}`)} label={say('provider.add-named', { name })}>
              <p class="actions">
                <button type="submit" class="quiet">
                  {say('provider.add-named', { name })}
                </button>
              </p>
            </Form>
          ))
        : null}
    </section>
  )
}

function Mine({ page, one, mayRemove }: { page: Page; one: MyProvider; mayRemove: boolean }) {
  const { say } = page
  const mark = `provider-${one.slug}`
  // Days are kept as days of UTC; in another zone they could be shown as the day before.
  const day = (at: Date) => say.day(at, 'UTC')
  return (
    <li>
      <p id={mark}>
        <strong>
          <bdi>{one.name}</bdi>
        </strong>
        <br />
        <span class="quiet">
          {say('provider.made', { day: day(one.madeAt) })}{' '}
          {one.usedAt === null ? say('provider.not-used') : say('provider.used', { day: day(one.usedAt) })}{' '}
          {one.enabled ? null : say('provider.is-off')}
        </span>
      </p>
      {mayRemove ? (
        <details>
          <summary aria-describedby={mark}>{say('provider.remove-open')}</summary>
          <Form page={page} action={href(page, `/me/providers/${one.slug}/removal`)}>
            <p>{say('provider.remove-what')}</p>
            <p class="actions">
              <button type="submit" class="danger" aria-describedby={mark}>
                {say('provider.remove')}
              </button>
            </p>
          </Form>
        </details>
      ) : null}
    </li>
  )
}
