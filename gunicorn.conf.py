"""The web server. `gunicorn appraisal_site.wsgi` reads this file by itself, from this folder.

The settings are checked here, in the master: a wrong one stops the start with one line, where a worker that
dies of it would be started again and again.
"""

from appraisal_site.entry import prepare
from appraisal_site.environment import load

prepare()

environment = load()
bind = f"{environment.host}:{environment.port}"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
timeout = 120  # a document of many pages takes its time
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
forwarded_allow_ips = "*" if environment.trusted_proxies else ""
accesslog = None
