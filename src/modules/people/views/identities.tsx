import { Checkbox, Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { MyIdentities } from '../queries/identities.ts'
import { MOST_IDENTITIES } from '../rules.ts'

/** What came back: which form it was (an identity, or a new one), what was typed, and what was wrong. */
export type Returned = { readonly form: string; readonly typed: string; readonly problem: Problem }

type Props = { readonly page: Page; readonly identities: MyIdentities; readonly returned: Returned | undefined }

export function IdentitiesPage({ page, identities, returned }: Props) {
  const { say } = page
  const anew = returned?.form === 'new' ? returned : undefined
  return (
    <Layout page={page} title={say('identity.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('account.title')}</a>
      </p>
      <h1>{say('identity.title')}</h1>
      <p class="lead">{say('identity.lead')}</p>
      <ProblemNote page={page} problem={returned?.problem} />
      <ul class="rows">
        {identities.map((one) => (
          <Identity page={page} one={one} returned={returned?.form === one.person ? returned : undefined} />
        ))}
      </ul>
      <p class="quiet">{say('identity.limit')}</p>
      <section aria-labelledby="new">
        <h2 id="new">{say('identity.new-title')}</h2>
        {identities.length < MOST_IDENTITIES ? (
          <Form page={page} action={href(page, '/me/identities')}>
            <p>{say('identity.new-what')}</p>
            <TextField
              name="name"
              label={say('person.name')}
              hint={say('person.name-hint')}
              value={anew?.typed ?? ''}
              problem={anew?.problem}
              autocomplete="off"
              most={80}
              required
            />
            <p class="actions">
              <button type="submit">{say('identity.make')}</button>
            </p>
          </Form>
        ) : (
          <p class="note">{say('identity.too-many')}</p>
        )}
      </section>
    </Layout>
  )
}

type OneProps = { readonly page: Page; readonly one: MyIdentities[number]; readonly returned: Returned | undefined }

function Identity({ page, one, returned }: OneProps) {
  const { say } = page
  const mark = `identity-${one.person}`
  return (
    <li>
      <p id={mark}>
        <strong>
          <bdi>{one.name}</bdi>
        </strong>
        <br />
        <span class="quiet">
          {one.acting ? say('identity.now') : null} {one.atSignIn ? say('identity.at-sign-in') : null}{' '}
          {one.operator ? say('identity.runs-hub') : null}
        </span>
      </p>
      <Choosing page={page} one={one} />
      <details open={returned !== undefined}>
        <summary aria-describedby={mark}>{say('identity.change')}</summary>
        <Form page={page} action={href(page, `/me/identities/${one.person}/name`)}>
          <TextField
            name="name"
            id={returned === undefined ? mark : 'name'}
            label={say('person.name')}
            value={returned?.typed ?? one.name}
            problem={returned?.problem}
            most={80}
            autocomplete="off"
            required
          />
          <p class="actions">
            <button type="submit" class="quiet">
              {say('identity.rename')}
            </button>
          </p>
        </Form>
        {one.acting ? <p class="quiet">{say('identity.acting')}</p> : <Removal page={page} one={one} />}
      </details>
    </li>
  )
}

/** To act as it now; for the one that acts already, to begin as it. */
function Choosing({ page, one }: Omit<OneProps, 'returned'>) {
  const { say } = page
  if (one.acting && one.atSignIn) return null
  return (
    <Form page={page} action={href(page, `/me/identities/${one.person}/acting`)}>
      {one.acting ? <input type="hidden" name="always" value="on" /> : null}
      {one.acting || one.atSignIn ? null : <Checkbox name="always" label={say('identity.always')} checked={false} />}
      <p class="actions">
        <button type="submit" class={one.acting ? 'quiet' : undefined}>
          {say(one.acting ? 'identity.begin' : 'identity.act', { name: `\u2068${one.name}\u2069` })}
        </button>
      </p>
    </Form>
  )
}

function Removal({ page, one }: Omit<OneProps, 'returned'>) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `/me/identities/${one.person}/removal`)}>
      <p>{say('identity.remove-what')}</p>
      <Checkbox name="sure" label={say('identity.remove-sure', { name: `\u2068${one.name}\u2069` })} checked={false} />
      <p class="actions">
        <button type="submit" class="danger">
          {say('identity.remove')}
        </button>
      </p>
    </Form>
  )
}
