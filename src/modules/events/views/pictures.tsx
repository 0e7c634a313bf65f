import { Checkbox, CheckboxField, FileField, Form, LanguageField, ProblemNote, TextArea } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Guest } from '../queries/answers.ts'
import type { Picture } from '../queries/pictures.ts'
import type { WholeDate } from '../queries/whole-event.ts'
import { pathOf } from '../rules.ts'
import type { Filled } from './props.ts'

type PicturesProps = { readonly page: Page; readonly pictures: readonly Picture[]; readonly team: boolean; readonly link: string | null }

/** Pictures of a date, each with its way to go away again. `link`: on the private page of an answer. */
export function Pictures({ page, pictures, team, link }: PicturesProps) {
  const { say } = page
  if (pictures.length === 0) return null
  return (
    <section id="pictures">
      <h2>{say('event.pictures')}</h2>
      <ul class="cards">
        {pictures.map((one) => (
          <li class="card">
            <figure>
              <a href={`${href(page, one.path)}${link === null ? '' : `?link=${link}`}`}>
                <img
                  src={`${href(page, one.path)}?size=small${link === null ? '' : `&link=${link}`}`}
                  alt={one.text}
                  lang={one.language}
                  width={one.width ?? undefined}
                  height={one.height ?? undefined}
                  loading="lazy"
                />
              </a>
            </figure>
            <InLanguage as="p" language={one.language} class="quiet">
              {one.text}
            </InLanguage>
            <Standing page={page} one={one} team={team} />
            {one.mine === null ? null : <Consent page={page} one={one} link={link} />}
            <Going page={page} one={one} team={team} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Standing({ page, one, team }: { page: Page; one: Picture; team: boolean }) {
  const { say } = page
  if (one.state === 'shown') return null
  return (
    <p class={one.late ? 'status late' : 'status'}>
      <strong>{say(`event.picture.${one.state}`)}</strong>{' '}
      {team && one.decideBy !== null ? say('event.picture.decide-by', { day: dayInWords(page, one.decideBy) }) : null}
    </p>
  )
}

/** One yes for this picture alone; a no takes it away. */
function Consent({ page, one, link }: { page: Page; one: Picture; link: string | null }) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${one.path}/consent`)} label={say('event.picture.you')}>
      <p>{say(one.mine === true ? 'event.picture.agreed' : 'event.picture.you')}</p>
      {link === null ? null : <input type="hidden" name="link" value={link} />}
      <p class="actions">
        {one.mine === true ? null : (
          <button name="agreed" value="yes">
            {say('event.picture.agree')}
          </button>
        )}
        <button class="quiet" name="agreed" value="no">
          {say('event.picture.refuse')}
        </button>
      </p>
    </Form>
  )
}

function Going({ page, one, team }: { page: Page; one: Picture; team: boolean }) {
  const { say } = page
  if (team)
    return (
      <Form page={page} action={href(page, `${one.path}/decision`)} label={say('event.picture.decide')}>
        <p class="actions">
          {one.state === 'asked' ? (
            <button class="quiet" name="stays" value="yes">
              {say('event.picture.stays')}
            </button>
          ) : null}
          <button class="danger" name="stays" value="no">
            {say('event.picture.take-away')}
          </button>
        </p>
      </Form>
    )
  if (one.state !== 'shown') return null
  return (
    <Form page={page} action={href(page, `${one.path}/objection`)} label={say('event.picture.ask')}>
      <button class="quiet">{say('event.picture.ask')}</button>
    </Form>
  )
}

type AddProps = { page: Page; whole: WholeDate; guests: readonly Guest[]; persons: readonly string[]; sending: string; filled: Filled }

export function AddPicturePage({ page, whole, guests, persons, sending, filled: { values, problem } }: AddProps) {
  const { say } = page
  const at = pathOf(whole.row.id, whole.date.slot)
  const coming = guests.filter(({ answer }) => answer !== 'no')
  return (
    <Layout page={page} title={say('event.picture.add')} index={false} scripts={['keep-draft.js']}>
      <Crumb page={page} path={at}>
        <InLanguage language={whole.text.language}>{whole.text.title}</InLanguage>
      </Crumb>
      <h1>{say('event.picture.add')}</h1>
      <p class="lead">{say('event.picture.add.what')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${at}/pictures`)} files>
        <input type="hidden" name="sending" value={sending} />
        <FileField name="picture" label={say('event.picture')} accept="image/*" required problem={problem} />
        <TextArea
          name="text"
          label={say('event.picture.text')}
          hint={say('event.picture.text.hint')}
          rows={3}
          value={values?.['text']}
          required
          problem={problem}
        />
        <LanguageField page={page} label={say('event.language')} value={values?.['language']} problem={problem} />
        <Checkbox
          name="nobody"
          label={say('event.picture.nobody')}
          hint={say('event.picture.nobody.hint')}
          checked={values?.['nobody'] !== undefined}
        />
        {coming.length === 0 ? null : (
          <CheckboxField
            name="persons"
            label={say('event.picture.persons')}
            hint={say('event.picture.persons.hint')}
            options={coming.map(({ id, name, code }) => ({ value: id, label: name === '' ? code : `${name} (${code})` }))}
            chosen={persons}
            problem={problem}
          />
        )}
        <button>{say('event.picture.add')}</button>
      </Form>
    </Layout>
  )
}
