// Forms, buttons and switches of the control page: each says in data attributes what it sends, and where.
const toast = document.querySelector('.toast');
const api = document.body.dataset.api;
let hideToast;

function say(text, isError = false) {
  toast.textContent = text;
  toast.classList.toggle('bad', isError);
  toast.hidden = false;
  clearTimeout(hideToast);
  if (!isError) hideToast = setTimeout(() => (toast.hidden = true), 3500);
}

async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    const details = (answer.details ?? []).map((each) => `${each.at} ${each.message}`).join('; ');
    throw new Error(details === '' ? answer.error : `${answer.error}: ${details}`);
  }
  return answer;
}

/** Sends, says what came of it, and shows the shop as it is now. */
async function run(source, method, path, body, done = 'Done') {
  source.disabled = true;
  if (source.dataset.slow) say(source.dataset.slow);
  try {
    const answer = await send(method, path, body);
    if (path.endsWith('/history')) done = `${answer.orders} orders played`;
    await refresh();
    say(
      typeof answer.name === 'string' && path.includes('/orders')
        ? `${answer.name}: ${answer.financialStatus.replaceAll('_', ' ')}`
        : done,
    );
  } catch (error) {
    await refresh();
    say(error.message, true);
  } finally {
    source.disabled = false;
  }
}

/** Takes the parts that may have changed from a fresh copy of the page; what somebody is typing in stays. */
async function refresh() {
  const copy = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  for (const part of document.querySelectorAll('[data-fresh]')) {
    if (part.contains(document.activeElement) && document.activeElement.matches('input:not([type=checkbox])')) continue;
    const fresh = copy.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (fresh !== null && fresh.outerHTML !== part.outerHTML) part.replaceWith(fresh);
  }
  const codes = copy.querySelector('#codes');
  if (codes !== null) document.querySelector('#codes')?.replaceWith(codes);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-post], button[data-patch], button[data-delete]');
  if (button === null) return;
  const { post, patch } = button.dataset;
  const method = post !== undefined ? 'POST' : patch !== undefined ? 'PATCH' : 'DELETE';
  button.closest('details.menu')?.removeAttribute('open');
  run(button, method, post ?? patch ?? button.dataset.delete, JSON.parse(button.dataset.body ?? '{}'));
});

document.addEventListener('change', (event) => {
  const box = event.target;
  if (box.matches('input[type=checkbox][data-patch]')) {
    run(box, 'PATCH', box.dataset.patch, JSON.parse(box.checked ? box.dataset.on : box.dataset.off));
  }
  if (box.name === 'customerId') showGuestFields();
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method === 'post') return; // goes to the shop itself: signing in
  event.preventDefault();
  const button = event.submitter ?? form.querySelector('button');
  if (form.dataset.order !== undefined) return void run(button, 'POST', `${api}/orders`, orderOf(new FormData(form)));
  const fields = Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => {
      const input = form.elements[name];
      return [name, 'number' in input.dataset ? Number(value) * Number(input.dataset.times ?? 1) : value];
    }),
  );
  const body = form.dataset.inside === undefined ? fields : { [form.dataset.inside]: fields };
  return void run(button, form.dataset.post === undefined ? 'PATCH' : 'POST', form.dataset.post ?? form.dataset.patch, body);
});

/** The order form as the API takes it. */
function orderOf(form) {
  const text = (name) => String(form.get(name) ?? '').trim();
  const order = {
    lines: [{ variantId: text('variantId'), quantity: Number(text('quantity')) }],
    sourceName: text('sourceName'),
    presentmentCurrency: text('presentmentCurrency'),
    test: form.has('test'),
    financialStatus: form.has('pending') ? 'pending' : 'paid',
  };
  if (Number(text('daysAgo')) > 0) order.daysAgo = Number(text('daysAgo'));
  if (text('customerId') === '') {
    const [firstName, ...rest] = text('name').split(' ');
    Object.assign(order, { email: text('email') === '' ? null : text('email'), firstName, lastName: rest.join(' ') });
  } else order.customerId = text('customerId');
  if (text('discountCode') !== '') order.discountCodes = [text('discountCode')];
  const evidence = form.getAll('evidence');
  if (text('code') !== '' && evidence.length > 0) {
    order.referral = { code: text('code'), evidence };
    if (Number(text('landedDays')) > 0) order.referral.landedDaysBefore = Number(text('landedDays'));
  }
  return order;
}

function showGuestFields() {
  const isGuest = document.querySelector('[name=customerId]').value === '';
  for (const field of document.querySelectorAll('[data-guest]')) field.hidden = !isGuest;
}

document.addEventListener('input', (event) => {
  const list = event.target.dataset.find;
  if (list === undefined) return;
  const wanted = event.target.value.trim().toLowerCase();
  for (const row of document.querySelectorAll(`${list} > li`)) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});

document.addEventListener(
  'toggle',
  async (event) => {
    const details = event.target;
    if (details.matches?.('details.menu[open]')) {
      for (const other of document.querySelectorAll('details.menu[open]')) if (other !== details) other.removeAttribute('open');
    }
    if (!details.matches?.('[data-body-of][open]')) return;
    const delivery = await (await fetch(details.dataset.bodyOf)).json();
    details.querySelector('pre').textContent = JSON.stringify(JSON.parse(delivery.body), null, 2);
  },
  true,
);

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') for (const menu of document.querySelectorAll('details.menu[open]')) menu.removeAttribute('open');
});
toast.addEventListener('click', () => (toast.hidden = true));

showGuestFields();
setInterval(() => {
  if (document.visibilityState === 'visible' && document.querySelector('details[open]') === null)
    refresh().catch(() => undefined);
}, 3000);
