"""The web server's entry point: `gunicorn appraisal_site.wsgi`."""

from django.core.wsgi import get_wsgi_application

from appraisal_site.entry import prepare

prepare()
application = get_wsgi_application()
