import { Form, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href } from '../../../web/page.ts'
import { DayWords } from '../../../web/time.tsx'
import { Paragraphs } from '../../../web/parts.tsx'
import { dayOf, lastEnd, LONGEST } from '../rules.ts'
import type { ItemProps } from './item-props.ts'

/** What those who look after an item do with it; and what everybody who is signed in may add. */
export function Tending(props: ItemProps) {
  const { page, item, may } = props
  const { say } = page
  const published = item.state === 'published'
  return (
    <>
      {may.keep && !published && item.state !== 'hidden' ? <Publishing {...props} /> : null}
      {may.tend && published ? <Checking {...props} /> : null}
      {may.tend ? (
        <p>
          <a href={href(page, `${item.path}/edit`)}>{say('abroad.correct')}</a>
        </p>
      ) : null}
      {may.translate && (published || may.tend) ? <Translating {...props} /> : null}
      {may.tend && props.waiting.length > 0 ? <Reading {...props} /> : null}
      {may.tend && published ? <Withdrawing {...props} /> : null}
      <History {...props} />
    </>
  )
}

function Publishing(props: ItemProps) {
  const { page, item, bodies, values, problem } = props
  const { say } = page
  return (
    <section>
      <h2>{say('abroad.publish')}</h2>
      <Form page={page} action={`${href(page, item.path)}/publication`}>
        <SelectField
          name="owner"
          label={say('abroad.owner')}
          value={values['owner']}
          options={[{ value: 'me', label: say('abroad.owner.me') }, ...bodies]}
          problem={problem}
        />
        <Until {...props} />
        <p>{say('abroad.owner.public')}</p>
        <button>{say('abroad.publish.do')}</button>
      </Form>
      {item.state === 'proposed' ? (
        <details open={values['form'] === 'refusal'}>
          <summary>{say('abroad.decline')}</summary>
          <Reason {...props} deed="refusal" button={say('abroad.decline')} />
        </details>
      ) : null}
    </section>
  )
}

const Until = ({ page: { say, now }, values, problem }: ItemProps) => (
  <TextField
    name="until"
    type="date"
    label={say('abroad.until')}
    hint={say('abroad.until.hint')}
    value={values['until'] ?? lastEnd(dayOf(now))}
    problem={problem}
  />
)

function Checking(props: ItemProps) {
  const { page, item } = props
  const { say } = page
  return (
    <Form page={page} action={`${href(page, item.path)}/checks`} class="card" label={say('abroad.check')}>
      <p>{say('abroad.check.what')}</p>
      <Until {...props} />
      <button>{say('abroad.check')}</button>
    </Form>
  )
}

type ReasonProps = ItemProps & { readonly deed: 'refusal' | 'withdrawal'; readonly button: string }

function Reason({ page, item, values, problem, deed, button }: ReasonProps) {
  const { say } = page
  return (
    <Form page={page} action={`${href(page, item.path)}/${deed}`}>
      <TextArea
        name="reason"
        label={say('abroad.reason')}
        hint={say('abroad.reason.hint')}
        value={values['reason']}
        rows={2}
        most={LONGEST.reason}
        required
        problem={values['form'] === deed ? problem : undefined}
      />
      <button class="danger">{button}</button>
    </Form>
  )
}

function Withdrawing(props: ItemProps) {
  const { say } = props.page
  return (
    <details open={props.values['form'] === 'withdrawal'}>
      <summary>{say('abroad.withdraw')}</summary>
      <Reason {...props} deed="withdrawal" button={say('abroad.withdraw')} />
    </details>
  )
}

function Translating({ page, item, may, values, problem }: ItemProps) {
  const { say } = page
  const options = page.locales
    .filter((locale) => locale !== item.original)
    .map((locale) => ({ value: locale, label: say.language(locale) }))
  return (
    <details open={values['form'] === 'translation'}>
      <summary>{say('abroad.translate')}</summary>
      {may.tend ? null : <p class="quiet">{say('abroad.translate.waits')}</p>}
      <Form page={page} action={`${href(page, item.path)}/translations`}>
        <SelectField
          name="language"
          id="translation-language"
          label={say('abroad.form.language')}
          value={values['language']}
          options={options}
          problem={problem}
        />
        <TextField
          name="title"
          id="translation-title"
          label={say('abroad.form.title')}
          value={values['title']}
          most={LONGEST.title}
          required
          problem={problem}
        />
        <TextArea
          name="text"
          id="translation-text"
          label={say('abroad.form.text')}
          value={values['text']}
          most={LONGEST.text}
          required
          problem={problem}
        />
        <button>{say('abroad.translate.do')}</button>
      </Form>
    </details>
  )
}

function Reading({ page, item, waiting }: ItemProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('abroad.translations.waiting')}</h2>
      {waiting.map(({ language, title, text }) => (
        <article class="card">
          <InLanguage as="h3" language={language}>
            {title}
          </InLanguage>
          <Paragraphs text={text} language={language} />
          <Form page={page} action={`${href(page, item.path)}/translations/${language}/reading`}>
            <p class="actions">
              <button name="good" value="yes">
                {say('abroad.translation.good')}
              </button>
              <button class="quiet" name="good" value="no">
                {say('abroad.translation.bad')}
              </button>
            </p>
          </Form>
        </article>
      ))}
    </section>
  )
}

/** Everybody reads how it stood; who looks after it brings an earlier version back. */
function History({ page, item, versions, may }: ItemProps) {
  const { say } = page
  if (versions.length === 0) return null
  return (
    <details>
      <summary>{say('abroad.versions', { count: versions.length })}</summary>
      <ul class="rows">
        {versions.map(({ version, title, text, language, changedOn, by }) => (
          <li>
            <p class="quiet">
              {say('abroad.version', { version })} <DayWords page={page} day={changedOn} />
              {by === null ? null : (
                <>
                  {' '}
                  · <bdi>{by}</bdi>
                </>
              )}
            </p>
            <InLanguage as="h3" language={language}>
              {title}
            </InLanguage>
            <Paragraphs text={text} language={language} />
            {may.tend ? (
              <Form page={page} action={`${href(page, item.path)}/versions/${version}/restoration`}>
                <button class="quiet">{say('abroad.version.restore')}</button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  )
}
