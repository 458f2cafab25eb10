/* The cookie banner that Shopify shows where the law asks for consent. */
(function () {
  var texts =
    document.documentElement.lang.indexOf('fr') === 0
      ? {
          label: 'Confidentialité',
          text: 'Nous aimerions mesurer nos visites et savoir qui vous a recommandé la boutique. À vous de choisir.',
          yes: 'Accepter',
          no: 'Refuser',
        }
      : {
          label: 'Privacy',
          text: 'We would like to count visits and remember who sent you. It is up to you.',
          yes: 'Accept',
          no: 'Decline',
        };
  Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], function (error) {
    if (error || !Shopify.customerPrivacy.shouldShowBanner()) return;
    var banner = document.createElement('section');
    banner.id = 'shopify-pc__banner';
    banner.setAttribute('aria-label', texts.label);
    banner.style.cssText =
      'position:fixed;inset:auto 16px 16px;z-index:60;max-width:560px;padding:20px 24px;background:#241c17;color:#fdf9f2;border-radius:14px;' +
      'font:15px/1.5 "Segoe UI","Helvetica Neue","Liberation Sans",Arial,sans-serif;box-shadow:0 12px 40px rgba(36,28,23,.3);display:flex;flex-wrap:wrap;gap:14px;align-items:center';
    var text = document.createElement('p');
    text.textContent = texts.text;
    text.style.cssText = 'margin:0;flex:1 1 260px';
    banner.append(
      text,
      button(texts.no, false, 'shopify-pc__banner__btn-decline'),
      button(texts.yes, true, 'shopify-pc__banner__btn-accept'),
    );
    document.body.append(banner);
    function button(label, granted, id) {
      var element = document.createElement('button');
      element.type = 'button';
      element.id = id;
      element.textContent = label;
      element.style.cssText =
        'font:600 15px/1 inherit;font-family:inherit;min-height:44px;padding:0 18px;border-radius:999px;cursor:pointer;border:1px solid #fdf9f2;' +
        (granted ? 'background:#fdf9f2;color:#241c17' : 'background:transparent;color:#fdf9f2');
      element.addEventListener('click', function () {
        var consent = { marketing: granted, analytics: granted, preferences: granted, sale_of_data: granted };
        Shopify.customerPrivacy.setTrackingConsent(consent, function () {
          banner.remove();
        });
      });
      return element;
    }
  });
})();
