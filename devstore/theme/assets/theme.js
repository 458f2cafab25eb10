/* The theme's own behaviour: the cart drawer, adding and changing by script, the choice of a variant. Everything works without it, too. */
(function () {
  const root = window.Shopify.routes.root;
  const drawer = document.getElementById('cart-drawer');
  const cartPage = document.querySelector('.cart-page');
  /* Sections to ask for with every change, by id. */
  const wanted = ['cart-drawer', 'header'].concat(cartPage ? [cartPage.parentElement.id.replace('shopify-section-', '')] : []);

  async function post(path, body) {
    const isForm = body instanceof FormData;
    if (isForm) {
      body.append('sections', wanted.join(','));
      body.append('sections_url', location.pathname);
    } else {
      body = JSON.stringify({ ...body, sections: wanted, sections_url: location.pathname });
    }
    const response = await fetch(root + path, {
      method: 'POST',
      headers: { accept: 'application/json', ...(isForm ? {} : { 'content-type': 'application/json' }) },
      body,
    });
    const answer = await response.json();
    show(answer.sections);
    if (!response.ok) throw new Error(answer.description || answer.message);
    return answer;
  }

  /* Takes new HTML into what is on the page: the contents of the cart, and the number in the header. */
  function show(sections) {
    for (const [id, html] of Object.entries(sections || {})) {
      if (html === null) continue;
      const fresh = new DOMParser().parseFromString(html, 'text/html');
      const section = document.getElementById('shopify-section-' + id);
      for (const selector of ['[data-cart-contents]', '#cart-count']) {
        const from = fresh.querySelector(selector);
        const to = section && section.querySelector(selector);
        if (from && to) to.replaceWith(from);
      }
      const link = fresh.querySelector('[data-open-cart]');
      if (link) section.querySelector('[data-open-cart]').setAttribute('aria-label', link.getAttribute('aria-label'));
    }
  }

  async function refresh() {
    const query = new URLSearchParams({ sections: wanted.join(',') });
    const response = await fetch(location.pathname + '?' + query);
    if (response.ok) show(await response.json());
  }

  function complain(place, error) {
    const line = place && place.querySelector('[data-error]');
    if (!line) return;
    line.textContent = error.message;
    line.hidden = false;
  }

  function openDrawer() {
    if (!drawer.open) drawer.showModal();
  }

  document.addEventListener('click', (event) => {
    const target = event.target;
    if (target.closest('[data-open-cart]') && !cartPage) {
      event.preventDefault();
      refresh().finally(openDrawer);
    } else if (target.closest('[data-close-cart]') || target === drawer) {
      drawer.close();
    } else if (target.closest('[data-step]')) {
      const line = target.closest('[data-line]');
      const input = line.querySelector('.quantity__count');
      change(line, Math.max(0, Number(input.value) + Number(target.closest('[data-step]').dataset.step)));
    } else if (target.closest('[data-remove]')) {
      event.preventDefault();
      change(target.closest('[data-line]'), 0);
    }
  });

  document.addEventListener('change', (event) => {
    const target = event.target;
    if (target.matches('.quantity__count')) change(target.closest('[data-line]'), Math.max(0, Number(target.value)));
    if (target.matches('[name="id"][type="radio"]')) choose(target);
  });

  async function change(line, quantity) {
    const contents = line.closest('[data-cart-contents]');
    const place = contents.parentElement;
    const focus = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.step : undefined;
    const number = Number(line.dataset.line);
    contents.setAttribute('aria-busy', 'true');
    try {
      await post('cart/change.js', { line: number, quantity });
    } catch (error) {
      complain(place, error);
    }
    contents.removeAttribute('aria-busy');
    const again = place.querySelector('[data-line="' + number + '"]');
    const button = again && focus ? again.querySelector('[data-step="' + focus + '"]') : null;
    if (button) button.focus();
  }

  function choose(radio) {
    const product = radio.closest('[data-product]');
    const available = radio.dataset.available === 'true';
    product.querySelector('[data-price]:not(input)').textContent = radio.dataset.price;
    const add = product.querySelector('[data-add]');
    add.disabled = !available;
    add.textContent = available ? add.dataset.textAdd : add.dataset.textSoldOut;
    product.querySelector('[data-buy-now]').hidden = !available;
    const url = new URL(location.href);
    url.searchParams.set('variant', radio.value);
    history.replaceState(history.state, '', url);
  }

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('#product-form') || !event.submitter || event.submitter.name !== 'add') return;
    event.preventDefault();
    const button = event.submitter;
    const error = form.querySelector('[data-error]');
    error.hidden = true;
    button.disabled = true;
    try {
      await post('cart/add.js', new FormData(form));
      openDrawer();
    } catch (problem) {
      complain(form, problem);
    }
    button.disabled = false;
  });
})();
